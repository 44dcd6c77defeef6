from .models import Task as Task
