def names = (1..50).collect { String.format("m%02d", it) }
names.each { name ->
    def module = new File(basedir, name)
    def scripts = new File(module, "src/main/ami/provision")
    scripts.mkdirs()
    new File(scripts, "10-hello.sh").text = "#!/bin/sh\necho ${name} >/etc/baked\n"
    new File(module, "pom.xml").text = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>io.github.amibaker.it</groupId>
    <artifactId>fifty</artifactId>
    <version>1.0</version>
  </parent>
  <artifactId>${name}</artifactId>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.amibaker</groupId>
        <artifactId>ami-maven-plugin</artifactId>
      </plugin>
    </plugins>
  </build>
</project>
"""
}
def pom = new File(basedir, "pom.xml")
def modules = names.collect { "    <module>${it}</module>\n" }.join()
pom.text = pom.text.replace("  <build>", "  <modules>\n${modules}  </modules>\n\n  <build>")
return true
