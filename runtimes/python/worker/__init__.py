"""What runtimes/httpx.py is made of. Each module has the name of its sister in bench/."""
