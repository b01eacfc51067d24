import io.github.amibaker.it.Cloud

// The project as a working copy of a repository, and a folder that is deployed to.
def pom = new File(basedir, "pom.xml")
def scm = new File(basedir, "scm.git").toURI().toString().replaceFirst("file:/", "file:///")
pom.text = pom.text.replace("SCM", scm).replace("DEPLOYED", new File(basedir, "deployed").toURI().toString())
new File(basedir, ".gitignore").text = "/*\n!/pom.xml\n!/src\n!/.gitignore\n"
def git = { String... words ->
    def run = new ProcessBuilder(["git", *words]).directory(basedir).redirectErrorStream(true).start()
    def said = run.inputStream.text
    assert run.waitFor() == 0 : said
}
git("init", "--quiet", "--initial-branch=main")
git("config", "user.name", "Kim")
git("config", "user.email", "kim@example.com")
git("add", ".")
git("commit", "--quiet", "--message=All of it")
git("clone", "--quiet", "--bare", ".", "scm.git")
git("remote", "add", "origin", scm)
// The release plugin runs Mavens of its own.
context.userProperties.putAll(["arguments": "-Dbake -Dami.endpoint=" + Cloud.of(basedir).endpoint()])
return true
