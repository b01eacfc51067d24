package io.github.amibaker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.amibaker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheMojoLayerKnowsMaven = noClasses()
            .that()
            .resideOutsideOfPackages("..mojo..", "..ami_maven_plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule onlyAwsRoomsKnowTheSdk = noClasses()
            .that()
            .resideInAnyPackage(
                    "..advice..", "..console..", "..request..", "..inputs..", "..template..", "..record..", "..mojo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.amibaker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dataFlowsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("mojo")
            .definedBy("..mojo..")
            .layer("recipe")
            .definedBy("..recipe..")
            .layer("record")
            .definedBy("..record..")
            .layer("image")
            .definedBy("..image..")
            .layer("orphans")
            .definedBy("..orphans..")
            .layer("stack")
            .definedBy("..stack..")
            .layer("staging")
            .definedBy("..staging..")
            .layer("preflight")
            .definedBy("..preflight..")
            .layer("policy")
            .definedBy("..policy..")
            .layer("aws")
            .definedBy("..aws..")
            .layer("template")
            .definedBy("..template..")
            .layer("inputs")
            .definedBy("..inputs..")
            .layer("request")
            .definedBy("..request..")
            .whereLayer("mojo")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("recipe")
            .mayOnlyBeAccessedByLayers("mojo")
            .whereLayer("record")
            .mayOnlyBeAccessedByLayers("recipe", "mojo")
            .whereLayer("image")
            .mayOnlyBeAccessedByLayers("recipe", "preflight")
            .whereLayer("orphans")
            .mayOnlyBeAccessedByLayers("recipe")
            .whereLayer("stack")
            .mayOnlyBeAccessedByLayers("recipe", "orphans", "staging")
            .whereLayer("staging")
            .mayOnlyBeAccessedByLayers("recipe")
            .whereLayer("preflight")
            .mayOnlyBeAccessedByLayers("recipe")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("recipe", "preflight")
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("recipe", "image", "stack", "orphans", "preflight", "staging")
            .whereLayer("template")
            .mayOnlyBeAccessedByLayers("recipe", "stack", "staging")
            .whereLayer("inputs")
            .mayOnlyBeAccessedByLayers("recipe", "template")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("mojo", "recipe", "template", "aws", "preflight", "policy", "stack", "staging");
}
