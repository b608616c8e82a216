"""What is built for AWS from the program's own definitions."""
