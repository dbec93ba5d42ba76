using Nuke.Common;
using Serilog;

namespace TelegramBotStack.BuildEngine.Tests.Reporting;

public sealed class SecretMaskTests : IDisposable
{
    private const string Token = "123456:AAE-s3cr3t value+1";
    private const string Key = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA7\nq8ZpDd3lK2vYw0xN\n-----END KEY-----";
    private readonly TestBuild _build = new();

    public SecretMaskTests()
    {
        _build.Environment["BOT_TOKEN"] = Token;
        _build.Environment["BOT_KEY"] = Key;
    }

    public void Dispose() => _build.Dispose();

    [Theory]
    [InlineData("Logs")]
    [InlineData("Throws")]
    [InlineData("Reports")]
    [InlineData("InAddress")]
    [InlineData("LineByLine")]
    public void A_secret_is_in_no_output(string target)
    {
        var summary = Path.Combine(_build.Root, "summary.md");
        _build.Environment["GITHUB_ACTIONS"] = "true";
        _build.Environment["GITHUB_STEP_SUMMARY"] = summary;

        var outcome = _build.Run<SecretBuild>(target);

        var written = Directory.GetFiles(_build.Root, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        File.Exists(summary).ShouldBeTrue();
        outcome.Output.ShouldContain("[REDACTED]");
        foreach (var text in (string[])[outcome.Output, outcome.Error, .. written])
        {
            text.ShouldNotContain(Token);
            text.ShouldNotContain(Uri.EscapeDataString(Token));
            text.ShouldNotContain("MIIEpAIBAAKCAQEA7");
            text.ShouldNotContain("q8ZpDd3lK2vYw0xN");
        }
    }

    [Fact]
    public void The_default_of_a_secret_field_is_hidden_too() => _build.Run<SecretBuild>("Field").Output.ShouldNotContain("field-default");

    [Fact]
    public void A_hook_that_throws_ends_the_build_without_showing_a_secret()
    {
        var outcome = _build.Run<ThrowingBuild>("Work");

        outcome.ExitCode.ShouldBe(-1);
        outcome.Output.ShouldContain("hook failed with [REDACTED]");
        outcome.Output.ShouldNotContain(Token);
    }

    private sealed class ThrowingBuild : NukeBuild, IBot
    {
        public Target Work => _ => _.Executes(() => { });

        protected internal override void OnBuildInitialized() => throw new InvalidOperationException($"hook failed with {((IBot)this).BotToken}");
    }

    private interface IBot : INukeBuild
    {
        [Parameter("Token"), Secret] string? BotToken => TryGetValue(() => BotToken);
        [Parameter("Key"), Secret] string? BotKey => TryGetValue(() => BotKey);
    }

    private sealed class SecretBuild : NukeBuild, IBot
    {
        [Parameter, Secret] private readonly string _password = "field-default";

        private string BotToken => ((IBot)this).BotToken!;

        public Target Logs => _ => _.Executes(() => Log.Warning("Token {Token}", BotToken));
        public Target Throws => _ => _.Executes(() => throw new InvalidOperationException($"bad token {BotToken}"));
        public Target Reports => _ => _.Executes(() => ReportSummary(summary => { summary["Token"] = BotToken; return summary; }));
        public Target InAddress => _ => _.Executes(() => Log.Information("GET /bot{Token}/getMe", Uri.EscapeDataString(BotToken)));
        public Target Field => _ => _.Executes(() => Log.Information("Password {Password}", _password));

        public Target LineByLine => _ => _.Executes(() =>
        {
            foreach (var line in ((IBot)this).BotKey!.Split('\n'))
                Log.Information("{Line}", line);
        });
    }
}
