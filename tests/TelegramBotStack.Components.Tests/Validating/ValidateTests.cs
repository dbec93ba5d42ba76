using System.Text.Json;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Components.Tests.Scaffolding;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Tests.Validating;

public sealed class ValidateTests(LocalFeed feed) : IClassFixture<LocalFeed>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Repository => directory["bot"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_good_bot_is_found_good_without_a_second_build_and_two_handlers_for_one_command_are_found()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await ScaffoldAsync(telegram);

        var first = await ValidateAsync();
        first.ShouldEndWith(0);
        Found(first, "token on this machine").ShouldBe(("ok", "Telegram knows @simulator_bot"));
        Found(first, "build").ShouldBe(("ok", "Echo.csproj compiles"));
        Found(first, "handlers").ShouldBe(("ok", "/start"));
        Found(first, "storage").ShouldBe(("ok", "json can be opened"));
        Found(await ValidateAsync(), "build").ShouldBe(("ok", "nothing has changed since it compiled"));
        var some = await ValidateAsync("--validate-check", "Code", "Configuration");
        some.ShouldEndWith(0).Output.ShouldNotContain("tokens in history");

        var program = Path.Combine(Repository, "src", "Echo", "Program.cs");
        var text = await File.ReadAllTextAsync(program, Cancellation);
        await File.WriteAllTextAsync(program, text.Replace("return bot;", "bot.Command(\"start\", context => Task.CompletedTask);\n        return bot;"), Cancellation);
        var sarif = directory["found.sarif"];
        var second = await ValidateAsync("--strict-checks", "--sarif", sarif);
        second.ShouldEndWith(1);
        Found(second, "start").Text.ShouldContain("/start has a handler.");
        JsonDocument.Parse(await File.ReadAllBytesAsync(sarif, Cancellation)).RootElement.GetProperty("runs")[0].GetProperty("results")[0]
            .GetProperty("ruleId").GetString().ShouldBe("TBS9070");
        second.Output.ShouldNotContain(telegram.Token.Split(':')[1]);
    }

    private async Task ScaffoldAsync(TelegramSimulator telegram)
    {
        Scaffolder.Write(new ScaffoldRequest { Name = "Echo", Output = Repository, Feed = feed.Path });
        await File.WriteAllTextAsync(Path.Combine(Repository, ".env"), $"BOT_TOKEN={telegram.Token}\nBOT_API_URL={telegram.BaseUrl}\n", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(Repository, ".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await File.AppendAllTextAsync(
            Path.Combine(Repository, "deploy.yaml"),
            $"secrets:\n  BOT_TOKEN:\n    dotenv: BOT_TOKEN\nenvironment:\n  BOT_API_URL: {telegram.BaseUrl}\n", Cancellation);
        (await Command.RunAsync("git", ["init", "--quiet"], Repository)).ShouldEndWith(0);
    }

    private Task<Command> ValidateAsync(params string[] arguments) => Bootstrapper.RunAsync(
        Repository, ["Validate", "--json", .. arguments], new Dictionary<string, string?>(feed.Environment) { ["BOT_TOKEN"] = null, ["BOT_API_URL"] = null });

    private static (string State, string Text) Found(Command run, string check)
    {
        var row = JsonDocument.Parse(run.Output).RootElement.GetProperty("checks").EnumerateArray()
            .First(row => row.GetProperty("check").GetString() == check);
        return (row.GetProperty("state").GetString()!, row.GetProperty("found").GetString()!);
    }
}
