using System.Text.Json.Nodes;
using TelegramBotStack.Build.Packages;
using TelegramBotStack.Build.Publishing;
using TelegramBotStack.Components.Tests.Scaffolding;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>What Pack says of the packages, against what CycloneDX 1.6 wants and what is known otherwise.</summary>
public sealed class BillOfMaterialsTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    private readonly string file = Directory.GetFiles(feed.Path, "*.cdx.json").Single();

    [Fact]
    public void It_has_the_fields_that_its_format_wants()
    {
        var bill = JsonNode.Parse(File.ReadAllText(file))!;

        ((string?)bill["bomFormat"]).ShouldBe("CycloneDX");
        ((string?)bill["specVersion"]).ShouldBe("1.6");
        ((int?)bill["version"]).ShouldBe(1);
        ((string?)bill["serialNumber"])!.ShouldMatch("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");
        foreach (var component in bill["components"]!.AsArray().Append(bill["metadata"]!["component"]))
        {
            ((string?)component!["type"]).ShouldBeOneOf("library", "framework");
            ((string?)component["name"]).ShouldNotBeNullOrEmpty();
            ((string?)component["version"]).ShouldNotBeNullOrEmpty();
        }

        foreach (var component in bill["components"]!.AsArray())
        {
            ((string?)component!["purl"]).ShouldBe($"pkg:nuget/{component["name"]}@{component["version"]}");
            ((string?)component["hashes"]![0]!["content"])!.ShouldMatch("^[0-9a-f]{128}$");
            ((string?)component["licenses"]![0]!["expression"] ?? (string?)component["licenses"]![0]!["license"]!["name"]).ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void Everything_that_is_needed_is_in_it_once_and_has_what_it_needs()
    {
        var bill = JsonNode.Parse(File.ReadAllText(file))!;
        var known = bill["components"]!.AsArray().Append(bill["metadata"]!["component"]).Select(component => (string)component!["bom-ref"]!).ToList();
        var dependencies = bill["dependencies"]!.AsArray().ToDictionary(entry => (string)entry!["ref"]!, entry => entry!["dependsOn"]!.AsArray().Select(other => (string)other!).ToList());

        known.ShouldBeUnique();
        dependencies.Keys.ShouldBe(known, ignoreOrder: true);
        dependencies.Values.SelectMany(others => others).Except(known).ShouldBeEmpty();
        known.Except(dependencies.Values.SelectMany(others => others)).ShouldBe([(string)bill["metadata"]!["component"]!["bom-ref"]!]);
        foreach (var package in PackageFile.In(feed.Path))
        {
            dependencies[$"pkg:nuget/{package.Id}@{package.Version}"].Select(reference => reference.Split('/', '@')[1]).ShouldBe(package.Dependencies, ignoreOrder: true, package.Id);
        }

        // What only the build needs is not part of the product.
        known.ShouldContain(reference => reference.StartsWith("pkg:nuget/SSH.NET@", StringComparison.Ordinal));
        known.ShouldNotContain(reference => reference.Contains("CodeAnalysis", StringComparison.Ordinal) || reference.Contains("xunit", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_packages_make_the_same_text()
    {
        var packages = PackageFile.In(feed.Path);

        BillOfMaterials.Text(packages[0].Version.ToNormalizedString(), MaterialGraph.Of(RepositoryRoot.Path, packages)).ShouldBe(File.ReadAllText(file));
    }
}
