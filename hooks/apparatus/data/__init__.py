"""What the data files and settings say: read, checked, and kept between builds."""
