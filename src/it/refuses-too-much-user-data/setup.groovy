// Random, so that it does not compress.
def large = new File(basedir, "src/main/ami/files/etc/large.bin")
large.parentFile.mkdirs()
def bytes = new byte[20000]
new Random(42).nextBytes(bytes)
large.bytes = bytes
return true
