import io.github.amibaker.it.Cloud
import io.github.amibaker.it.Console
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import software.amazon.awssdk.core.SdkBytes

// What an administrator does once, with what ami:policy writes.
def cloud = Cloud.of(basedir)
def iam = cloud.iam()
def written = { goal -> Console.maven(basedir, basedir, goal); new File(basedir, "target/ami") }
def policies = written("ami:policy@role")
def role = iam.createRole { it.roleName("imager").assumeRolePolicyDocument(new File(policies, "image-role-trust.json").text) }.role().arn()
iam.putRolePolicy { it.roleName("imager").policyName("role").policyDocument(new File(policies, "image-role-policy.json").text) }
policies.renameTo(new File(basedir, "policies"))

def ofFunction = written("ami:policy@function")
iam.putRolePolicy { it.roleName("imager").policyName("function").policyDocument(new File(ofFunction, "image-role-policy.json").text) }
def zip = new ByteArrayOutputStream()
new ZipOutputStream(zip).withCloseable {
    it.putNextEntry(new ZipEntry("index.py"))
    it.write(new File(ofFunction, "image-function.py").bytes)
}
cloud.lambda().createFunction {
    it.functionName("imager").runtime("python3.13").handler("index.handler").role(role).timeout(900)
            .code { code -> code.zipFile(SdkBytes.fromByteArray(zip.toByteArray())) }
}
ofFunction.deleteDir()
return true
