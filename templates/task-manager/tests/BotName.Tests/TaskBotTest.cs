using TelegramBotStack;

/// <summary>The bot with a user, on a clock that can be put forward: Monday, 2 March 2026, 9:00 in Berlin.</summary>
public abstract class TaskBotTest : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    protected VirtualClock Clock { get; } = new(DateTimeOffset.Parse("2026-03-02T08:00:00Z"));

    protected TelegramSimulator Telegram { get; private set; } = null!;

    protected SimulatedUser Ada { get; private set; } = null!;

    private BotApplication Bot { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telegram = await TelegramSimulator.StartAsync();
        Ada = Telegram.CreateUser("Ada");
        Bot = await StartAsync();
        await Ask("/timezone Europe/Berlin");
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Telegram.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task Restart(TimeSpan? meanwhile = null)
    {
        await Bot.DisposeAsync();
        Clock.Advance(meanwhile ?? TimeSpan.Zero);
        Bot = await StartAsync();
    }

    /// <summary>Puts the clock forward to a time in Berlin.</summary>
    protected void ItIs(string time) => Clock.AdvanceTo(TimeZones.ToInstant(DateTime.Parse(time), TimeZones.Find("Europe/Berlin")));

    protected async Task<string> Ask(string text, SimulatedUser? user = null)
    {
        await (user ?? Ada).Send(text);
        return await Next(user);
    }

    /// <summary>Presses a button of the last message of the bot that has it, and returns what is in that place then.</summary>
    protected async Task<string> Press(string button, SimulatedUser? user = null)
    {
        await (user ?? Ada).Press(WithButton(button, user), button);
        return await Next(user);
    }

    /// <summary>Answers a question of a conversation by a button, and returns what is said then. The buttons go, which is an edit.</summary>
    protected async Task<string> Choose(string button, SimulatedUser? user = null)
    {
        await Press(button, user);
        return await Next(user);
    }

    /// <summary>The next message or edit: its text and, row by row, the buttons below it.</summary>
    protected async Task<string> Next(SimulatedUser? user = null)
    {
        var message = await (user ?? Ada).NextReply(Patience);
        return string.Join(" | ", [message.Text, .. message.Buttons.Select(row => string.Join(',', row.Select(button => button.Text)))]);
    }

    /// <summary>Adds a task in one go.</summary>
    protected async Task Add(string title, string due = "Any time", string priority = "As usual")
    {
        await Ask($"/add {title}");
        await (due.StartsWith("20", StringComparison.Ordinal) ? AnswerInWords(due) : Choose(due));
        (await Choose(priority)).ShouldStartWith($"I have noted it.\n\n{title}\n");

        async Task AnswerInWords(string text)
        {
            await Ask(text);
            await Next();
        }
    }

    private ChatMessage WithButton(string button, SimulatedUser? user)
        => (user ?? Ada).Messages.Last(message => message.Buttons.Any(row => row.Any(one => one.Text == button)));

    private Task<BotApplication> StartAsync() => global::Bot.Create([.. Telegram.MetricsArguments, $"--BOT_ADMINS={Ada.Id}"], Clock).StartAsync();
}
