// psqlodbc keeps a few hundred bytes of the last error of a connection that broke. Not ours to
// free.
extern "C" const char* __lsan_default_suppressions();  // NOLINT: the sanitizer's name

extern "C" const char* __lsan_default_suppressions() {  // NOLINT
    return "leak:psqlodbcw.so\n";
}
