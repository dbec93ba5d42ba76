using NuGet.Versioning;
using TelegramBotStack.Components.Upgrading;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Tests.Upgrading;

public sealed class FeedVersionsTests
{
    [Theory]
    [InlineData("1.0.0", "1.0.0 1.9.0 1.10.0 2.0.0-beta.1", "1.10.0")]
    [InlineData("2.0.0-beta.1", "1.10.0 2.0.0-beta.1 2.0.0-beta.11 2.0.0-beta.2", "2.0.0-beta.11")]
    [InlineData("1.0.0", "1.0.0 0.9.0", "1.0.0")]
    [InlineData("1.0.0", "0.9.0 2.0.0-beta.1", "1.0.0")]
    // Local packages are named for a hash: the one that is there is the newest, whatever its letters.
    [InlineData("0.1.0-local.sffff", "0.1.0-local.s0000", "0.1.0-local.s0000")]
    [InlineData("0.1.0-local.sffff", "0.1.0-local.sffff 0.1.0-local.s0000", "0.1.0-local.sffff")]
    public void The_newest_version_is_the_highest_that_fits(string current, string versions, string newest) =>
        FeedVersions.Newest(Versions(versions), NuGetVersion.Parse(current)).ToNormalizedString().ShouldBe(newest);

    [Fact]
    public void A_named_version_must_be_there_and_not_be_older()
    {
        var versions = Versions("1.0.0 1.1.0 2.0.0-beta.1");
        var current = NuGetVersion.Parse("1.1.0");

        FeedVersions.Find(versions, "2.0.0-beta.1", current).ShouldBe(NuGetVersion.Parse("2.0.0-beta.1"));
        Should.Throw<DeploymentException>(() => FeedVersions.Find(versions, "3.0.0", current)).Mend.ShouldContain("2.0.0-beta.1 | 1.1.0");
        Should.Throw<DeploymentException>(() => FeedVersions.Find(versions, "newest", current)).Code.ShouldBe("TBS6613");
        Should.Throw<DeploymentException>(() => FeedVersions.Find(versions, "1.0.0", current)).Code.ShouldBe("TBS6614");
    }

    [Fact]
    public async Task A_version_that_needs_an_SDK_that_is_not_there_is_refused_before_anything_is_changed()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["global.json"], """{ "sdk": { "version": "99.0.100" } }""", TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<DeploymentException>(() => NewScaffold.RequireSdkAsync(directory.Path, "2.0.0", TestContext.Current.CancellationToken));

        (error.Code, error.ExitCode).ShouldBe(("TBS6622", ExitCode.FailedUnchanged));
        error.Message.ShouldContain("99.0.100");
    }

    private static NuGetVersion[] Versions(string versions) => [.. versions.Split(' ').Select(NuGetVersion.Parse)];
}
