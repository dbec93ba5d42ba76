using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.LocalRuns;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.LocalRuns;

public sealed class LocalSettingsTests : IDisposable
{
    private const string Token = "123456:AAabcdefghijklmnopqrstuvwxyzabcdefg";
    private const string Other = "654321:AAabcdefghijklmnopqrstuvwxyzabcdefg";

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_token_and_the_variables_of_the_env_file_are_read()
    {
        Write(".env", $"BOT_TOKEN='{Token}'\nGREETING=Hello # to Ada\nPATH=/nowhere\nEMPTY=\n");

        var settings = await Read("dotenv");

        (settings.Token, settings.TokenSource).ShouldBe((Token, "BOT_TOKEN in .env"));
        settings.Values.ShouldBe(new Dictionary<string, string> { ["GREETING"] = "Hello" }, "what the environment has counts, and the token is apart");
    }

    [Fact]
    public async Task Another_variable_a_file_and_what_deploy_yaml_names_can_be_asked_for()
    {
        Write(".env", $"BOT_TOKEN={Token}\nSECOND={Other}\n");
        Write("token.txt", Other + "\n");
        Write("Echo.csproj", "<Project />");
        Write("deploy.yaml", "bot:\n  name: echo\n  project: Echo.csproj\nhost:\n  address: example.org\n  user: me\nsecrets:\n  BOT_TOKEN:\n    dotenv: SECOND\n");

        (await Read("dotenv:SECOND")).Token.ShouldBe(Other);
        (await Read("file:token.txt")).Token.ShouldBe(Other);
        (await Read("deploy")).Token.ShouldBe(Other);
        (await Read("none")).Token.ShouldBeNull();
    }

    [Theory]
    [InlineData("env:BOTSTACK_NO_SUCH_VARIABLE", "TBS6112", "BOTSTACK_NO_SUCH_VARIABLE")]
    [InlineData("dotenv", "TBS6112", ".env")]
    [InlineData("vault", "TBS6110", "'vault'")]
    [InlineData(Token, "TBS6110", "not the token itself")]
    public async Task A_source_without_a_token_or_of_no_known_kind_is_refused(string from, string code, string words)
    {
        var refused = await Should.ThrowAsync<DeploymentException>(() => Read(from));

        (refused.Code, refused.ExitCode).ShouldBe((code, ExitCode.BadUsage));
        refused.Message.ShouldContain(words);
        refused.Message.ShouldNotContain(Token.Split(':')[1]);
    }

    [Fact]
    public async Task A_line_of_the_env_file_that_is_none_is_named_by_its_number()
    {
        Write(".env", $"GREETING=Hello\n{Token}\n");

        var refused = await Should.ThrowAsync<DeploymentException>(() => Read(null));

        refused.Code.ShouldBe("TBS6111");
        refused.Message.ShouldContain("line 2");
        refused.Message.ShouldNotContain(Token.Split(':')[1]);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(directory.Path, file), text);

    private Task<LocalSettings> Read(string? from) =>
        LocalSettings.ReadAsync(directory.Path, Path.Combine(directory.Path, "Echo.csproj"), from, TestContext.Current.CancellationToken);
}
