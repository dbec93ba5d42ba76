using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Verification;
using TelegramBotStack.Simulator;
using Xunit;

namespace TelegramBotStack.Deployment.Tests.Verification;

public sealed class TestConversationTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient http = new();
    private readonly CancellationTokenSource ended = new();
    private readonly List<string> told = [];
    private TelegramSimulator telegram = null!;
    private SimulatedBot tester = null!;
    private Task bot = Task.CompletedTask;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        tester = telegram.CreateBot("tester_bot");
        telegram.Bot.CanCommunicateWithBots = tester.CanCommunicateWithBots = true;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await bot;
        await telegram.DisposeAsync();
        http.Dispose();
        ended.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("at your service")]
    public async Task A_bot_that_answers_the_test_account_passes(string? expect)
    {
        Answer("Please wait", "Ada at your service.");

        var result = await Run(expect);

        result.ShouldStartWith($"@{telegram.Bot.Username} answered @tester_bot in ");
        told.ShouldHaveSingleItem().ShouldStartWith($"Sending \"/start\" to @{telegram.Bot.Username} as @tester_bot; it has 60 s");
        telegram.Statistics.Conflicts.ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_from_before_does_not_count()
    {
        await Call(tester.Token, "sendMessage", new { chat_id = $"@{telegram.Bot.Username}", text = "hello" });
        await Call(telegram.Token, "sendMessage", new { chat_id = tester.Id, text = "the right answer" });
        var hello = (await Call(telegram.Token, "getUpdates", new { })).EnumerateArray().ShouldHaveSingleItem().GetProperty("update_id").GetInt32();
        await Call(telegram.Token, "getUpdates", new { offset = hello + 1 });
        Answer("a wrong answer");

        var error = await FailsAfter(confirmed: 2, expect: "the right answer");

        error.Code.ShouldBe("TBS4020");
        error.Message.ShouldContain("a wrong answer");
        error.Message.ShouldNotContain("What came: \"the right answer\"");
    }

    [Fact]
    public async Task What_came_instead_is_shown_on_one_line_and_not_at_length()
    {
        Answer("Sorry,\nno.\u001b[2J" + new string('x', 1_000));

        var error = await FailsAfter(confirmed: 1, expect: "Welcome");

        error.Code.ShouldBe("TBS4020");
        error.Message.ShouldContain("sent \"/start\" and expected \"Welcome\" within 60 s. What came: \"Sorry, no. [2Jxxx");
        error.Message.Length.ShouldBeLessThan(450);
    }

    [Fact]
    public async Task A_bot_that_says_nothing_fails_when_its_time_is_over()
    {
        var error = await FailsAfter(confirmed: 0, expect: null);

        error.Code.ShouldBe("TBS4020");
        error.Message.ShouldEndWith("expected an answer within 60 s. Nothing came.");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Without_the_mode_of_both_it_is_said_what_to_turn_on(bool botHasIt, bool testerHasIt)
    {
        (telegram.Bot.CanCommunicateWithBots, tester.CanCommunicateWithBots) = (botHasIt, testerHasIt);

        var error = await Should.ThrowAsync<DeploymentException>(() => Run(expect: null));

        error.Code.ShouldBe("TBS4021");
        error.Message.ShouldContain("USER_BOT_TO_BOT_DISABLED");
        error.Mend.ShouldContain("Bot-to-Bot Communication Mode for both");
    }

    [Fact]
    public async Task The_bots_own_token_is_refused_before_anything_is_changed()
    {
        var error = await Should.ThrowAsync<DeploymentException>(() => Conversation(telegram.Token).PrepareAsync(Cancelled));

        error.Code.ShouldBe("TBS4022");
        error.ExitCode.ShouldBe(ExitCode.BadUsage);
        telegram.Statistics.Polls.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_token_is_found_before_anything_is_changed_and_not_shown()
    {
        const string Unknown = "1000000009:AAunknownunknownunknownunknownunkno";

        var error = await Should.ThrowAsync<DeploymentException>(() => Conversation(Unknown).PrepareAsync(Cancelled));

        error.Code.ShouldBe("TBS4022");
        error.Message.ShouldContain("TESTER_TOKEN");
        error.ToString().ShouldNotContain(Unknown);
    }

    [Fact]
    public async Task Another_program_with_the_test_accounts_token_is_named()
    {
        var conversation = Run(expect: null);
        while (tester.Statistics.OpenPolls == 0)
        {
            await Task.Delay(10, Cancelled);
        }

        var other = Call(tester.Token, "getUpdates", new { timeout = 1 });

        var error = await Should.ThrowAsync<DeploymentException>(() => conversation.WaitAsync(Patience, Cancelled));
        await other;
        error.Code.ShouldBe("TBS4022");
        error.Message.ShouldContain("@tester_bot: Conflict: terminated by other getUpdates request");
    }

    [Fact]
    public async Task A_short_outage_of_Telegram_takes_no_release_back()
    {
        Answer("Welcome");
        tester.Faults.Plan(Fault.ServerError(502), calls: 1, method: "sendMessage");
        tester.Faults.Plan(Fault.DropConnection(), calls: 1, method: "getUpdates");

        (await Run("Welcome")).ShouldContain("answered");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_waiting_at_once()
    {
        using var interrupt = new CancellationTokenSource();
        var conversation = Conversation(tester.Token).RunAsync(told.Add, interrupt.Token);
        while (tester.Statistics.OpenPolls == 0)
        {
            await Task.Delay(10, Cancelled);
        }

        var since = Stopwatch.GetTimestamp();
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => conversation.WaitAsync(Patience, Cancelled));
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private TestConversation Conversation(string testerToken, string? expect = null, TimeProvider? time = null) => new(
        telegram.BaseUrl, telegram.Token, testerToken,
        new TestMessageSettings("/start", "TESTER_TOKEN", expect) { Within = Patience }, time ?? TimeProvider.System);

    private Task<string> Run(string? expect) => Conversation(tester.Token, expect).RunAsync(told.Add, Cancelled);

    /// <summary>Lets the time be over when the test account has seen so many messages, and waits for more.</summary>
    private async Task<DeploymentException> FailsAfter(int confirmed, string? expect)
    {
        var clock = new FakeTimeProvider();
        var conversation = Conversation(tester.Token, expect, clock).RunAsync(told.Add, Cancelled);
        while (tester.Statistics.UpdatesConfirmed < confirmed || tester.Statistics.OpenPolls == 0)
        {
            await Task.Delay(10, Cancelled);
        }

        clock.Advance(Patience);
        return await Should.ThrowAsync<DeploymentException>(() => conversation.WaitAsync(Patience, Cancelled));
    }

    /// <summary>Starts the bot: it answers each message with these.</summary>
    private void Answer(params string[] texts) => bot = Task.Run(async () =>
    {
        try
        {
            for (var offset = 0; ;)
            {
                foreach (var update in (await Call(telegram.Token, "getUpdates", new { offset, timeout = 50 }, ended.Token)).EnumerateArray())
                {
                    offset = update.GetProperty("update_id").GetInt32() + 1;
                    foreach (var text in texts)
                    {
                        await Call(telegram.Token, "sendMessage", new { chat_id = update.GetProperty("message").GetProperty("chat").GetProperty("id").GetInt64(), text }, ended.Token);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    });

    private async Task<JsonElement> Call(string token, string method, object arguments, CancellationToken? cancellationToken = null)
    {
        using var response = await http.PostAsJsonAsync($"{telegram.BaseUrl}/bot{token}/{method}", arguments, cancellationToken ?? Cancelled);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken ?? Cancelled)).GetProperty("result");
    }
}
