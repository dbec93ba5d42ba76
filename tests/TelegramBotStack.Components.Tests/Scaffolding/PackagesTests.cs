using System.IO.Compression;
using System.Xml.Linq;

namespace TelegramBotStack.Components.Tests.Scaffolding;

/// <summary>What is in the packages that users get.</summary>
[Collection(nameof(UsesLocalFeed))]
public sealed class PackagesTests(LocalFeed feed)
{
    [Fact]
    public void Each_package_says_what_it_is_and_has_symbols_beside_it()
    {
        var packages = Directory.GetFiles(feed.Path, "*.nupkg");

        packages.Length.ShouldBeGreaterThan(6);
        foreach (var package in packages)
        {
            using var content = ZipFile.OpenRead(package);
            var named = content.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
            using var stream = named.Open();
            var said = XDocument.Load(stream).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);

            said["description"].ShouldHaveSingleItem().ShouldNotBe("Package Description", package);
            said["license"].ShouldBe(["Apache-2.0"], package);
            said["readme"].ShouldBe(["README.md"], package);
            content.GetEntry("README.md").ShouldNotBeNull(package);
            var isLibrary = content.Entries.Any(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal));
            File.Exists(Path.ChangeExtension(package, ".snupkg")).ShouldBe(isLibrary, package);
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
