using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Images;

namespace TelegramBotStack.Deployment.Tests.Images;

/// <summary>The rules and examples of https://docs.docker.com/build/concepts/context/#dockerignore-files.</summary>
public class DockerIgnoreTests
{
    [Theory]
    [InlineData("# comment", "# comment", false)]
    [InlineData("*/temp*", "somedir/temporary.txt", true)]
    [InlineData("*/temp*", "somedir/temp", true)]
    [InlineData("*/temp*", "somedir/temp/below", true)]
    [InlineData("*/temp*", "temporary.txt", false)]
    [InlineData("*/*/temp*", "somedir/subdir/temporary.txt", true)]
    [InlineData("*/*/temp*", "somedir/temporary.txt", false)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("temp?", "tempab", false)]
    [InlineData("/foo/bar", "foo/bar", true)]
    [InlineData("foo/bar", "foo/bar", true)]
    [InlineData("foo/bar", "sub/foo/bar", false)]
    [InlineData("foo/bar/", "foo/bar", true)]
    [InlineData("./foo//bar/../bar", "foo/bar", true)]
    [InlineData("**/*.go", "a.go", true)]
    [InlineData("**/*.go", "deep/er/a.go", true)]
    [InlineData("**/*.go", "a.gone", false)]
    [InlineData("**", "any/thing", true)]
    [InlineData("dir/**", "dir/a/b", true)]
    [InlineData("dir/**", "dir", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("*.md\n!README.md", "README.md", false)]
    [InlineData("*.md\n!README.md", "OTHER.md", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false)]
    [InlineData("*\n!src", "src/deep/file.cs", false)]
    [InlineData("*\n!src", "other/file.cs", true)]
    [InlineData("  spaced  \r", "spaced", true)]
    [InlineData("! \t spaced", "spaced", false)]
    [InlineData("\uFEFFfirst", "first", true)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[^a-c].txt", "b.txt", false)]
    [InlineData(@"\*.txt", "*.txt", true)]
    [InlineData(@"\*.txt", "a.txt", false)]
    [InlineData("a.b+(c)$", "a.b+(c)$", true)]
    [InlineData("a.b", "axb", false)]
    public void A_pattern_keeps_out_what_Docker_keeps_out(string text, string path, bool ignored) =>
        DockerIgnore.Parse(text, ".dockerignore").IsIgnored(path).ShouldBe(ignored);

    [Theory]
    [InlineData("*\n!src/deep/file.cs", "src", true)]
    [InlineData("*\n!src/deep/file.cs", "other", false)]
    [InlineData("*\n!**/keep.txt", "anywhere", true)]
    [InlineData("*\n!src/*/keep.txt", "src/deep", true)]
    [InlineData("*", "src", false)]
    public void A_directory_is_looked_into_when_something_below_may_be_brought_back(string text, string directory, bool may) =>
        DockerIgnore.Parse(text, ".dockerignore").MayBringBackBelow(directory).ShouldBe(may);

    [Theory]
    [InlineData("ok\n[z-a]")]
    [InlineData("ok\n!")]
    public void A_line_that_is_no_pattern_is_named(string text)
    {
        var error = Should.Throw<DeploymentException>(() => DockerIgnore.Parse(text, ".dockerignore"));

        error.Code.ShouldBe("TBS3006");
        error.Message.ShouldStartWith(".dockerignore:2 ");
        error.ExitCode.ShouldBe(ExitCode.BadUsage);
    }
}
