"""What employers need and nobody fills: shortage occupations, key employers, the job bank, brands, exchanged lists."""
