"""The engine: the book measured once for every scenario, and what each of them touches reckoned anew."""
