from .models import Bureau as Bureau
from .models import Level as Level
from .models import Place as Place
