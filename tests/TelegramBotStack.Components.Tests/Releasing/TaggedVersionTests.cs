using TelegramBotStack.Build.Publishing;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Releasing;

/// <summary>A release is a commit with a tag, of which the sources and the changelog say the same.</summary>
public sealed class TaggedVersionTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("v1.2.3", "1.2.3")]
    [InlineData("v1.2.3-beta.1", "1.2.3-beta.1")]
    public async Task A_tagged_commit_has_the_version_of_its_tag(string tag, string version)
    {
        await CommitAsync(version);
        await GitAsync("tag", "not-a-version");
        await GitAsync("tag", tag);

        (await VersionAsync()).ShouldBe(version);
    }

    [Fact]
    public async Task What_is_not_committed_has_no_version_not_even_a_new_file()
    {
        await CommitAsync("1.2.3");
        await GitAsync("tag", "v1.2.3");
        await File.WriteAllTextAsync(directory["new.cs"], "", TestContext.Current.CancellationToken);

        (await RefusedAsync("TBS6802")).Message.ShouldContain("new.cs");
    }

    [Fact]
    public async Task A_commit_without_a_tag_has_no_version()
    {
        await CommitAsync("1.2.3");
        (await RefusedAsync("TBS6803")).Mend.ShouldContain("git tag v1.2.3");
    }

    [Fact]
    public async Task A_directory_without_git_has_no_version() => await RefusedAsync("TBS6803");

    [Fact]
    public async Task A_tag_of_another_version_than_the_sources_is_refused()
    {
        await CommitAsync("1.3.0");
        await GitAsync("tag", "v1.3.0");

        await RefusedAsync("TBS6804");
    }

    [Fact]
    public async Task A_version_that_the_changelog_does_not_have_is_refused()
    {
        await CommitAsync("1.2.2");
        await GitAsync("tag", "v1.2.3");

        await RefusedAsync("TBS6805");
    }

    private async Task<string> VersionAsync() => (await TaggedVersion.OfAsync(directory.Path, "1.2.3", TestContext.Current.CancellationToken)).ToNormalizedString();

    private async Task<DeploymentException> RefusedAsync(string code)
    {
        var refused = await Should.ThrowAsync<DeploymentException>(VersionAsync);
        refused.Code.ShouldBe(code);
        refused.ExitCode.ShouldBe(ExitCode.BadUsage);
        return refused;
    }

    private async Task CommitAsync(string inChangelog)
    {
        await File.WriteAllTextAsync(directory["CHANGELOG.md"], $"# Changelog\n\n## [{inChangelog}] - 2026-11-26\n", TestContext.Current.CancellationToken);
        await GitAsync("init", "--quiet");
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message", "a version");
    }

    private async Task GitAsync(params string[] arguments) => (await Command.RunAsync("git", arguments, directory.Path)).ShouldEndWith(0);
}
