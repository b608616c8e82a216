"""django-helpdesk as a project of its own, in its own environment: nothing of ours is imported."""
