"""What imports a framework is imported by the tests that need it, and by nothing else."""

collect_ignore = ["installed"]
