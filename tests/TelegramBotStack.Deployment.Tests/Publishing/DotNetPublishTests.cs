using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Publishing;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Publishing;

public sealed class DotNetPublishTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_build_does_not_get_the_secrets_of_the_deployer()
    {
        Environment.SetEnvironmentVariable("DOTNET_PUBLISH_TEST_SECRET", "123:secret");
        Environment.SetEnvironmentVariable("DOTNET_PUBLISH_TEST_OTHER", "plain");
        var project = Path.Combine(directory.Path, "Echo.proj");
        var seen = Path.Combine(directory.Path, "seen");
        await File.WriteAllTextAsync(
            project,
            $"""
            <Project>
              <Target Name="Publish">
                <MakeDir Directories="$(PublishDir)" />
                <WriteLinesToFile File="{seen}" Lines="[$(DOTNET_PUBLISH_TEST_SECRET)][$(DOTNET_PUBLISH_TEST_OTHER)]" />
              </Target>
            </Project>
            """,
            TestContext.Current.CancellationToken);

        await Should.ThrowAsync<DeploymentException>(() => DotNetPublish.RunAsync(
            project, "amd64", Path.Combine(directory.Path, "out"), PublishForm.Portable, ["DOTNET_PUBLISH_TEST_SECRET"], TestContext.Current.CancellationToken));

        (await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken)).Trim().ShouldBe("[][plain]");
    }
}
