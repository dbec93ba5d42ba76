using CsCheck;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Configuration;

public sealed class DeployFileTests : IDisposable
{
    private const string Good = """
        bot:
          name: echo
          project: Echo.csproj
        host:
          address: server.example.org
          user: deploy
        secrets:
          BOT_TOKEN:
            env: BOT_TOKEN
        """;

    private readonly TemporaryDirectory directory = new();

    public DeployFileTests() => File.WriteAllText(Path.Combine(directory.Path, "Echo.csproj"), "<Project />");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_is_not_said_has_its_default()
    {
        var settings = await Load(Good);

        settings.Host.Port.ShouldBe(22);
        settings.Host.Auth.ShouldBe(HostAuthentication.Agent);
        settings.VerifyWindow.ShouldBe(TimeSpan.FromSeconds(10));
        settings.KeepReleases.ShouldBe(5);
        settings.Network.ShouldBe(ContainerNetwork.Bridge);
        settings.Secrets["BOT_TOKEN"].ShouldBe(new EnvironmentSecret("BOT_TOKEN"));
    }

    [Fact]
    public async Task A_native_program_has_an_image_without_dotnet_whatever_Dockerfile_there_is()
    {
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "Dockerfile"), "FROM scratch", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "deploy.staging.yaml"), "image: aot\n", TestContext.Current.CancellationToken);

        var native = await Load(Good, "staging");

        native.IsNative.ShouldBeTrue();
        native.BaseImage.ShouldBe("mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled");
        native.Dockerfile.ShouldBeNull();
        (await Load(Good)).IsNative.ShouldBeFalse();
    }

    [Fact]
    public async Task An_environment_is_laid_over_it()
    {
        await File.WriteAllTextAsync(
            Path.Combine(directory.Path, "deploy.staging.yaml"), "host:\n  port: 2222\n", TestContext.Current.CancellationToken);

        var settings = await Load(Good, "staging");

        settings.Host.Port.ShouldBe(2222);
        settings.Host.Address.ShouldBe("server.example.org");
    }

    [Theory]
    [InlineData("netwrok: host", "deploy.yaml:10: netwrok is not a known key; did you mean 'network'?")]
    [InlineData("verify:\n  window: soon", "verify.window must be a duration")]
    [InlineData("image: native", "deploy.yaml:10: image must be 'aot', or have base or dockerfile below it")]
    [InlineData("image: aot\nmethod: systemd", "deploy.yaml:10: image has no effect with 'method: systemd'")]
    [InlineData("image: [aot]", "image must have keys of its own below it")]
    [InlineData("image: { aot: true }", "image.aot is not a known key")]
    [InlineData("keep-releases: 0", "keep-releases must be a number from 1 to 100")]
    [InlineData("environment:\n  BOT_TOKEN: 123456:secret", "environment.BOT_TOKEN is a secret and belongs under secrets")]
    [InlineData("environment:\n  BOTSTACK_DATA: /tmp", "environment.BOTSTACK_DATA is set by the deployment itself")]
    [InlineData("hooks:\n  before-hand-ovr: [x]", "hooks.before-hand-ovr is not a known key; did you mean 'before-hand-over'?")]
    [InlineData("hooks:\n  after-success: rm -rf /", "hooks.after-success must be a list of words")]
    [InlineData("verify:\n  command: []", "verify.command must be a list of words")]
    [InlineData("verify:\n  message:\n    send: /start\n    token: 123456:secret", "verify.message.token must be the name of a secret under secrets")]
    [InlineData("verify:\n  message:\n    send: /start\n    token: BOT_TOKEN", "verify.message.token must be another bot's")]
    [InlineData("verify:\n  message:\n    token: BOT_TOKEN", "verify.message.send must say what is sent")]
    [InlineData("network: [host]", "network must be a text")]
    [InlineData("bot: x", "is not YAML")]
    public async Task What_is_wrong_is_named_with_its_place(string line, string problem)
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => Load($"{Good}\n{line}\n"));

        error.Code.ShouldBe("TBS1002");
        error.ExitCode.ShouldBe(ExitCode.BadUsage);
        error.Message.ShouldContain(problem);
        error.Message.ShouldNotContain("123456:secret");
    }

    [Fact]
    public async Task An_environment_may_take_a_secret_from_elsewhere()
    {
        await File.WriteAllTextAsync(
            Path.Combine(directory.Path, "deploy.staging.yaml"), "secrets:\n  BOT_TOKEN:\n    file: token.txt\n", TestContext.Current.CancellationToken);

        var settings = await Load(Good, "staging");

        settings.Secrets["BOT_TOKEN"].ShouldBe(new FileSecret(directory["token.txt"]));
    }

    [Fact]
    public async Task A_variable_goes_before_the_files()
    {
        Environment.SetEnvironmentVariable("BOTSTACK_DEPLOY__KEEP_RELEASES", "7");
        try
        {
            (await Load(Good + "\nkeep-releases: 3\n")).KeepReleases.ShouldBe(7);
        }
        finally
        {
            Environment.SetEnvironmentVariable("BOTSTACK_DEPLOY__KEEP_RELEASES", null);
        }
    }

    [Fact]
    public async Task What_could_bring_a_reader_down_is_refused()
    {
        foreach (var text in new[] { new string('[', 100_000), "a: &a { b: *a }", Good + "\n---\n" + Good, "bot:\n  name: \"echo\\n\"", "!!]* a" })
        {
            (await Should.ThrowAsync<DeploymentException>(() => Load(text))).Code.ShouldBe("TBS1002");
        }
    }

    [Theory]
    [InlineData("x;touch /tmp/pwned")]
    [InlineData("$(touch pwned)")]
    [InlineData("../other")]
    [InlineData("-rf")]
    [InlineData("My Bot")]
    public async Task A_name_that_could_be_a_command_is_refused(string name)
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => Load(Good.Replace("name: echo", $"name: \"{name}\"", StringComparison.Ordinal)));

        error.Code.ShouldBe("TBS1002");
        error.Message.ShouldContain("bot.name");
    }

    [Fact]
    public async Task A_secret_that_is_written_down_is_refused_without_repeating_it()
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => Load(Good.Replace("\n    env: BOT_TOKEN", " 123456:AAAsecret", StringComparison.Ordinal)));

        error.Message.ShouldContain("secrets.BOT_TOKEN must say where the value comes from");
        error.Message.ShouldNotContain("AAAsecret");
    }

    [Fact]
    public async Task Any_text_is_read_or_refused_with_a_reason() =>
        await Gen.String[Gen.Char["abn:-[]{}\n #'\"&*!|>% hot"], 0, 80].SampleAsync(async text =>
        {
            try
            {
                await Load(text);
            }
            catch (DeploymentException error)
            {
                error.ExitCode.ShouldBe(ExitCode.BadUsage);
            }
        }, iter: 300, threads: 1);

    private async Task<DeploySettings> Load(string text, string? environment = null)
    {
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "deploy.yaml"), text, TestContext.Current.CancellationToken);
        return await DeployFile.LoadAsync(directory.Path, environment, TestContext.Current.CancellationToken);
    }
}
