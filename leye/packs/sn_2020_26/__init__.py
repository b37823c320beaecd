"""陕人社发〔2020〕26号: employment in the fight against poverty, Shaanxi 2020, with its action July to December."""
