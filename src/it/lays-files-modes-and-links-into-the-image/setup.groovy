// Neither git nor the invoker's copy keep such modes and links, so they are made here.
def app = new File(basedir, "src/main/ami/files/etc/app").toPath()
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions
Files.setPosixFilePermissions(app.resolve("secret.conf"), PosixFilePermissions.fromString("rw-------"))
Files.setPosixFilePermissions(app.resolve("plain.conf"), PosixFilePermissions.fromString("rw-r--r--"))
Files.setPosixFilePermissions(app.resolve("../../usr/local/bin/greet").normalize(), PosixFilePermissions.fromString("rwxr-xr-x"))
Files.deleteIfExists(app.resolve("link.conf"))
Files.createSymbolicLink(app.resolve("link.conf"), java.nio.file.Path.of("plain.conf"))
return true
