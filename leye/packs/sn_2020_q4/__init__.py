"""Shaanxi, 20 October 2020: the tackling season of employment and start-up services, fourth quarter of 2020."""
