using Nuke.Common.IO;

namespace TelegramBotStack.BuildEngine.Tests.IO;

public sealed class GlobbingTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("glob-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Files_are_found_by_patterns_and_left_out_by_excluding_ones()
    {
        var root = AbsolutePath.Create(_directory.FullName);
        foreach (var file in (string[])["a.csproj", "src/b.csproj", "src/deep/c.csproj", "src/deep/c.cs", "bin/d.csproj"])
            (root / file).WriteAllText("x");

        root.GlobFiles("**/*.csproj", "!bin/**").ShouldBe([root / "a.csproj", root / "src" / "b.csproj", root / "src" / "deep" / "c.csproj"]);
        root.GlobDirectories("src/*").ShouldBe([root / "src" / "deep"]);
    }

    [Fact]
    public void A_directory_contains_what_is_below_it_and_nothing_beside_it()
    {
        var root = AbsolutePath.Create(_directory.FullName);

        root.Contains(root / "x" / "y").ShouldBeTrue();
        root.Contains(root.Parent! / (root.Name + "-beside")).ShouldBeFalse();
        root.Contains(root / "..").ShouldBeFalse();
        (root / "..name").ShouldSatisfyAllConditions(path => root.Contains(path).ShouldBeTrue());
    }
}
