using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Tests.Hosts;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Tests.Verification;

public sealed class TokenOfOtherEnvironmentsTests : IDisposable
{
    private const string One = "1000000001:AAoneoneoneoneoneoneoneoneoneoneone";
    private const string Two = "1000000002:AAtwotwotwotwotwotwotwotwotwotwotwo";
    private const string Staging = "bot:\n  name: echo-staging\n";
    private readonly TemporaryDirectory directory = new();

    public TokenOfOtherEnvironmentsTests()
    {
        Write("Echo.csproj", "<Project />");
        Write("token", One);
        Write("deploy.yaml", "bot:\n  name: echo\n  project: Echo.csproj\nhost: local\nsecrets:\n  BOT_TOKEN:\n    file: token\n");
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Two_environments_that_take_the_token_from_one_place_are_refused()
    {
        Write("deploy.staging.yaml", Staging);

        var error = await Should.ThrowAsync<DeploymentException>(() => Check("staging", One));

        error.Code.ShouldBe("TBS4017");
        error.Message.ShouldNotContain(One);
        await Should.ThrowAsync<DeploymentException>(() => Check(null, One));
    }

    [Fact]
    public async Task Tokens_of_their_own_are_fine()
    {
        Write("other", Two);
        Write("deploy.staging.yaml", Staging + "secrets:\n  BOT_TOKEN:\n    file: other\n");

        await Check("staging", Two);
        await Check(null, One);
    }

    [Fact]
    public async Task What_cannot_be_read_here_is_no_finding()
    {
        Write("deploy.broken.yaml", "bot: [");
        Write("deploy.absent.yaml", "bot:\n  name: absent\nsecrets:\n  BOT_TOKEN:\n    file: not-here\n");
        Write("deploy.asking.yaml", "bot:\n  name: asking\nsecrets:\n  BOT_TOKEN:\n    command: [echo, \"" + One + "\"]\n");

        await Check(null, One);
    }

    [Fact]
    public async Task An_overlay_that_only_completes_the_same_place_is_the_same_bot()
    {
        Write("deploy.staging.yaml", "environment:\n  A: b\n");

        await Check("staging", One);
    }

    private async Task Check(string? environment, string token)
    {
        var settings = await DeployFile.LoadAsync(directory.Path, environment, TestContext.Current.CancellationToken);
        var secrets = new Dictionary<string, string> { ["BOT_TOKEN"] = token };
        await TokenOfOtherEnvironments.CheckAsync(settings, secrets, TestContext.Current.CancellationToken);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(directory.Path, file), text);
}
