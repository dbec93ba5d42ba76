using Microsoft.AspNetCore.Http.Features;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Tests.Handlers;

public class BotModuleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_module_brings_commands_and_middleware_and_the_bots_own_command_takes_the_place_of_a_modules()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var builder = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage();
        builder.AddModule(new Greeting()).AddModule(new Greeting());
        var bot = builder.Build();
        bot.Command("hello", context => context.ReplyAsync($"bot: {context.Features.Get<Mark>()!.Text}"));
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        await ada.Send("/hello");
        (await ada.NextReply(TimeSpan.FromSeconds(30), Cancellation)).Text.ShouldBe("bot: marked");
        await ada.Send("/bye");
        (await ada.NextReply(TimeSpan.FromSeconds(30), Cancellation)).Text.ShouldBe("module: bye");
    }

    [Fact]
    public void What_is_said_about_a_handler_is_known_from_its_attributes_and_where_it_is_added()
    {
        var handlers = new BotHandlers();

        handlers.Command("b", [Noted] (_) => Task.CompletedTask, options => options.Describe("does b"));
        handlers.DefaultCommand("a", _ => Task.CompletedTask);

        handlers.Commands.Select(command => command.Name).ShouldBe(["a", "b"]);
        var options = handlers.Commands.Last().Options;
        options.Name.ShouldBe("/b");
        options.Description.ShouldBe("does b");
        options.Metadata.ShouldBe(["noted"]);
    }

    [Fact]
    public async Task A_step_of_one_handler_is_passed_by_its_updates_only_and_may_end_them()
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancellation);
        var bot = BotApplication.CreateBuilder(telegram.Arguments).UseMemoryStorage().Build();
        bot.Command("closed", context => context.ReplyAsync("open"), options => options.Use((context, _) => context.ReplyAsync("closed")));
        bot.Handlers.When("questions", context => context.Text?.EndsWith('?') == true, context => context.ReplyAsync("a question"));
        bot.Text(context => context.ReplyAsync("a text"));
        bot.Handlers.Receive(UpdateType.CallbackQuery);
        await using var running = await bot.StartAsync(Cancellation);
        var ada = telegram.CreateUser("Ada");

        var replies = new List<string>();
        foreach (var text in new[] { "/closed", "why?", "so" })
        {
            await ada.Send(text);
            replies.Add((await ada.NextReply(TimeSpan.FromSeconds(30), Cancellation)).Text);
        }

        replies.ShouldBe(["closed", "a question", "a text"]);
        bot.Handlers.AllowedUpdates.ShouldBe([UpdateType.Message, UpdateType.CallbackQuery]);
    }

    private sealed record Mark(string Text);

    private sealed class NotedAttribute : HandlerAttribute
    {
        public override void Apply(HandlerOptions options) => options.Metadata.Add("noted");
    }

    private sealed class Greeting : IBotModule
    {
        public void ConfigureHandlers(BotHandlers handlers) => handlers
            .Use((context, next) =>
            {
                context.Features.Set(new Mark("marked"));
                return next();
            })
            .DefaultCommand("hello", context => context.ReplyAsync("module: hello"))
            .DefaultCommand("bye", context => context.ReplyAsync("module: bye"));
    }
}
