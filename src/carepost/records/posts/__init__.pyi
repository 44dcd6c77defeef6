from .models import ImportRun as ImportRun
from .models import Post as Post
