using System.Text.Json;
using TelegramBotStack.Simulator;
using TelegramBotStack.Status;
using TelegramBotStack.Tests.Processes;

namespace TelegramBotStack.Tests.Logging;

public sealed class JsonLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_line_is_JSON_with_the_update_the_chat_the_user_and_the_handler()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = TestBotProcess.Start(telegram, "json", "--BOTSTACK_LOG=json");
        await bot.Reaches(InstanceState.Active, Cancellation);
        var ada = telegram.CreateUser("Ada");

        // The reply fails again and again, and the log tells of it.
        telegram.Faults.Plan(Fault.ServerError(), calls: int.MaxValue, method: "sendMessage");
        await ada.Send("hello");
        await Eventually.IsTrueAsync(() => bot.Output.Contains("\"UpdateId\"", StringComparison.Ordinal), "something is logged of the update", Cancellation);

        foreach (var line in bot.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            json.RootElement.GetProperty("Timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
            json.RootElement.GetProperty("LogLevel").GetString().ShouldNotBeNullOrEmpty();
        }

        var logged = bot.Output.Split('\n').First(line => line.Contains("\"UpdateId\"", StringComparison.Ordinal));
        using var entry = JsonDocument.Parse(logged);
        var scope = entry.RootElement.GetProperty("Scopes").EnumerateArray().Single(scope => scope.TryGetProperty("UpdateId", out _));
        scope.GetProperty("ChatId").GetInt64().ShouldBe(ada.Id);
        scope.GetProperty("UserId").GetInt64().ShouldBe(ada.Id);
        scope.GetProperty("Handler").GetString().ShouldBe("text");
        bot.Output.ShouldNotContain(telegram.Token[(telegram.Token.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Another_format_is_refused()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        await using var bot = BotApplication.CreateBuilder([.. telegram.Arguments, "--BOTSTACK_LOG=xml"]).Build();

        (await Should.ThrowAsync<BotConfigurationException>(() => bot.StartAsync(Cancellation))).Code.ShouldBe("log-malformed");
    }
}
