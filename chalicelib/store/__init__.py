"""DynamoDB: what is kept, how it is read, and the one place that writes it."""
