using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TelegramBotStack.Simulator.Playground;

namespace TelegramBotStack.Simulator.Control;

/// <summary>Lets other processes do over HTTP what the test kit does in C#; docs/simulator.md describes it.</summary>
internal sealed class ControlApi(TelegramSimulator telegram)
{
    private readonly LoadControl _load = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        Get("", Overview);
        Post("/bots", CreateBot);
        Post("/users", CreateUser);
        Post("/groups", CreateGroup);
        Post("/users/{id:long}/send", Send);
        Post("/users/{id:long}/press", Press);
        Post("/users/{id:long}/edit", ChatControl.EditAsync);
        Post("/users/{id:long}/document", ChatControl.SendDocumentAsync);
        Post("/users/{id:long}/photo", ChatControl.SendPhotoAsync);
        Get("/users/{id:long}/commands", ChatControl.CommandsAsync);
        Post("/users/{id:long}/block", request => Block(request, true));
        Post("/users/{id:long}/unblock", request => Block(request, false));
        Get("/chats/{id:long}/replies", NextReply);
        Get("/chats/{id:long}/messages", request => request.AnswerAsync(request.Chat.Messages, ControlJson.Default.IReadOnlyListChatMessage));
        Get("/chats/{id:long}/test", ChatControl.SaveAsTestAsync);
        Get("/files/{file}", ChatControl.DownloadAsync);
        Get("/events", request => EventStream.RunAsync(request.Telegram, request.Bot, request.Context));
        Get("/statistics", request => request.AnswerAsync(StatisticsView.Of(request.Bot.Statistics), ControlJson.Default.StatisticsView));
        Get("/calls", request => request.AnswerAsync(request.Bot.Calls, ControlJson.Default.IReadOnlyListApiCall));
        Post("/revoke", Revoke);
        Post("/faults", PlanFault);
        Delete("/faults", ClearFaults);
        Post("/limits", SetLimits);
        Delete("/limits", ClearLimits);
        Post("/load", _load.StartAsync);
        Get("/load", _load.ReportAsync);
        Post("/load/stop", _load.StopAsync);

        void Get(string path, Func<ControlRequest, Task> run) => routes.MapGet("/control" + path, Handler(run));
        void Post(string path, Func<ControlRequest, Task> run) => routes.MapPost("/control" + path, Handler(run));
        void Delete(string path, Func<ControlRequest, Task> run) => routes.MapDelete("/control" + path, Handler(run));
    }

    private RequestDelegate Handler(Func<ControlRequest, Task> run) => async context =>
    {
        var request = new ControlRequest(telegram, context);
        try
        {
            OtherSites.Refuse(context.Request);
            await run(request).ConfigureAwait(false);
        }
        catch (ControlException error)
        {
            await request.AnswerAsync(new Problem(error.Message), ControlJson.Default.Problem, error.Status).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // What the test kit refuses, with its own words.
            await request.AnswerAsync(new Problem(error.Message), ControlJson.Default.Problem, 400).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    };

    private static Task Overview(ControlRequest request)
    {
        var bots = request.Telegram.Bots.Select(bot => new BotView(bot.Id, bot.Username, bot.Token));
        return request.AnswerAsync(new Overview(request.Telegram.BaseUrl, [.. bots]), ControlJson.Default.Overview);
    }

    private static async Task CreateBot(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewBot).ConfigureAwait(false);
        var bot = request.Telegram.CreateBot(given.Username, given.Token, given.CanReadAllGroupMessages);
        bot.CanCommunicateWithBots = given.CanCommunicateWithBots;
        await request.AnswerAsync(new BotView(bot.Id, bot.Username, bot.Token), ControlJson.Default.BotView).ConfigureAwait(false);
    }

    private static async Task CreateUser(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewUser).ConfigureAwait(false);
        await AnswerChat(request, request.Bot.CreateUser(given.Name, given.Username, given.LanguageCode)).ConfigureAwait(false);
    }

    private static async Task CreateGroup(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewGroup).ConfigureAwait(false);
        var members = given.Members.Select(id => request.FindChat(id) as SimulatedUser
            ?? throw new ControlException(400, $"{id} is a group, not a user.")).ToArray();
        await AnswerChat(request, request.Bot.CreateGroup(given.Title, members)).ConfigureAwait(false);
    }

    private static async Task Send(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewText).ConfigureAwait(false);
        var group = request.FindGroup(given.Group);
        var replyTo = given.ReplyTo is { } id ? ChatControl.MessageIn(group ?? request.Chat, id) : null;
        var message = await request.User.Send(given.Text, group, replyTo).ConfigureAwait(false);
        await request.AnswerAsync(message, ControlJson.Default.ChatMessage).ConfigureAwait(false);
    }

    private static async Task Press(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewPress).ConfigureAwait(false);
        var message = ChatControl.MessageIn(request.FindGroup(given.Group) ?? request.Chat, given.MessageId);
        var press = await request.User.Press(message, given.Button).ConfigureAwait(false);
        await request.AnswerAsync(new PressView(press.Id, press.Data), ControlJson.Default.PressView).ConfigureAwait(false);
    }

    private static Task Block(ControlRequest request, bool blocks)
    {
        if (blocks)
        {
            request.User.Block();
        }
        else
        {
            request.User.Unblock();
        }

        request.AnswerNothing();
        return Task.CompletedTask;
    }

    private static async Task NextReply(ControlRequest request)
    {
        var reply = await request.Chat.TryNextReply(request.Seconds("timeout", 10), request.Aborted).ConfigureAwait(false);
        if (reply is null)
        {
            request.AnswerNothing();
        }
        else
        {
            await request.AnswerAsync(reply, ControlJson.Default.ChatMessage).ConfigureAwait(false);
        }
    }

    private static Task Revoke(ControlRequest request)
    {
        var bot = request.Bot;
        bot.RevokeToken();
        return request.AnswerAsync(new BotView(bot.Id, bot.Username, bot.Token), ControlJson.Default.BotView);
    }

    private static async Task PlanFault(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewFault).ConfigureAwait(false);
        var fault = given.Kind switch
        {
            "too-many-requests" => Fault.TooManyRequests(given.RetryAfter),
            "server-error" => Fault.ServerError(given.Status),
            "delay" => Fault.Delay(TimeSpan.FromMilliseconds(given.Milliseconds)),
            "drop-connection" => Fault.DropConnection(),
            "drop-answer" => Fault.DropAnswer(),
            _ => throw new ControlException(
                400,
                $"Unknown kind \"{given.Kind}\"; there are too-many-requests, server-error, delay, drop-connection, drop-answer."),
        };
        if (given.Rate is { } rate)
        {
            request.Bot.Faults.PlanAtRandom([fault], rate, given.Seed, given.Method);
        }
        else
        {
            request.Bot.Faults.Plan(fault, given.Calls, given.Method);
        }

        request.AnswerNothing();
    }

    private static async Task SetLimits(ControlRequest request)
    {
        var given = await request.ReadAsync(ControlJson.Default.NewFloodLimits).ConfigureAwait(false);
        request.Bot.FloodLimits = new FloodLimits
        {
            PerSecond = given.PerSecond,
            PerChatInThreeSeconds = given.PerChatInThreeSeconds,
            PerGroupInAMinute = given.PerGroupInAMinute,
        };
        request.AnswerNothing();
    }

    private static Task ClearLimits(ControlRequest request)
    {
        request.Bot.FloodLimits = null;
        request.AnswerNothing();
        return Task.CompletedTask;
    }

    private static Task ClearFaults(ControlRequest request)
    {
        request.Bot.Faults.Clear();
        request.AnswerNothing();
        return Task.CompletedTask;
    }

    private static Task AnswerChat(ControlRequest request, SimulatedChat chat)
        => request.AnswerAsync(new ChatView(chat.Id, chat.Name), ControlJson.Default.ChatView);
}
