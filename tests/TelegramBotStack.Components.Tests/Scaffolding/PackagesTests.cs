using System.IO.Compression;
using System.Xml.Linq;
using TelegramBotStack.Components.Tests.Releasing;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>What is in the packages that users get.</summary>
public sealed class PackagesTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    // Width and height of a PNG stand at the same place in each (PNG specification: IHDR).
    private const int WidthOfPng = 16;

    [Fact]
    public async Task Packing_for_another_target_leaves_standard_output_to_its_json()
    {
        var pack = (await Bootstrapper.RunAsync(RepositoryRoot.Path, ["Pack", "--json"])).ShouldEndWith(0);

        pack.Output.ShouldBeEmpty();
        pack.Error.ShouldContain(feed.Path);
    }

    [Fact]
    public async Task Each_package_says_what_it_is_what_it_may_be_used_for_and_where_it_comes_from()
    {
        var remotes = (await Command.RunAsync("git", ["remote", "--verbose"], RepositoryRoot.Path)).Output;
        var packages = Directory.GetFiles(feed.Path, "*.nupkg");

        packages.Length.ShouldBeGreaterThan(6);
        foreach (var package in packages)
        {
            using var content = ZipFile.OpenRead(package);
            using var stream = content.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var elements = XDocument.Load(stream).Descendants().ToList();
            var said = elements.ToLookup(element => element.Name.LocalName, element => element.Value);

            said["description"].ShouldHaveSingleItem().ShouldNotBe("Package Description", package);
            said["authors"].ShouldBe(["TelegramBotStack contributors"], package);
            said["license"].ShouldBe(["Apache-2.0"], package);
            said["tags"].ShouldHaveSingleItem().Split(' ').ShouldContain("telegram", package);
            said["readme"].ShouldBe(["README.md"], package);
            content.GetEntry("README.md").ShouldNotBeNull(package);
            said["icon"].ShouldBe(["icon.png"], package);
            PackageSymbols.Content(content.GetEntry("icon.png")!)[WidthOfPng..(WidthOfPng + 8)].ShouldBe([0, 0, 1, 0, 0, 0, 1, 0], "an icon of 256 x 256");
            var repository = elements.Single(element => element.Name.LocalName == "repository");
            // Packed once for the same sources, which a later commit may have, too.
            repository.Attribute("commit")!.Value.ShouldMatch("^[0-9a-f]{40}$", package);
            // A clone of a directory has nothing to send others to.
            if (remotes.Contains("https://", StringComparison.Ordinal) || remotes.Contains("git@", StringComparison.Ordinal))
            {
                repository.Attribute("url").ShouldNotBeNull(package);
            }
        }
    }

    [Fact]
    public void Each_library_has_documentation_and_symbols_and_is_made_the_same_on_every_machine()
    {
        foreach (var package in Directory.GetFiles(feed.Path, "*.nupkg"))
        {
            using var content = ZipFile.OpenRead(package);
            var libraries = content.Entries.Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal)).ToList();
            File.Exists(Path.ChangeExtension(package, ".snupkg")).ShouldBe(libraries.Count > 0, package);
            if (libraries is [])
            {
                continue;
            }

            using var symbols = ZipFile.OpenRead(Path.ChangeExtension(package, ".snupkg"));
            foreach (var library in libraries)
            {
                content.GetEntry(Path.ChangeExtension(library.FullName, ".xml")).ShouldNotBeNull(package);
                PackageSymbols.IsReproducible(PackageSymbols.Content(library)).ShouldBeTrue(package);
                var pdb = PackageSymbols.Content(symbols.GetEntry(Path.ChangeExtension(library.FullName, ".pdb")).ShouldNotBeNull(package));
                PackageSymbols.Documents(pdb).ShouldAllBe(document => document.StartsWith("/_", StringComparison.Ordinal), package);
            }
        }
    }

    [Fact]
    public void The_analyzers_are_in_the_frameworks_package_and_no_package_of_their_own()
    {
        using var framework = ZipFile.OpenRead(Directory.GetFiles(feed.Path, "TelegramBotStack.?.*.nupkg").Single(file => char.IsAsciiDigit(Path.GetFileName(file)["TelegramBotStack.".Length])));

        framework.Entries.Where(entry => entry.FullName.StartsWith("analyzers/", StringComparison.Ordinal)).Select(entry => entry.FullName).Order(StringComparer.Ordinal)
            .ShouldBe(["analyzers/dotnet/cs/TelegramBotStack.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/TelegramBotStack.Analyzers.dll"]);
        Directory.GetFiles(feed.Path, "TelegramBotStack.Analyzers*").ShouldBeEmpty();
    }
}
