using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TelegramBotStack.Simulator.Control;

/// <summary>One call of the control API: what it addresses, its body, its answer.</summary>
internal sealed class ControlRequest(TelegramSimulator telegram, HttpContext context)
{
    public TelegramSimulator Telegram => telegram;

    public HttpContext Context => context;

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The bot that <c>?bot=&lt;id&gt;</c> names, else the default one.</summary>
    public SimulatedBot Bot
    {
        get
        {
            var given = context.Request.Query["bot"].ToString();
            return given.Length == 0
                ? telegram.Bot
                : telegram.Bots.FirstOrDefault(bot => bot.Id.ToString(CultureInfo.InvariantCulture) == given)
                    ?? throw new ControlException(404, $"There is no bot {given}.");
        }
    }

    /// <summary>The chat in the path.</summary>
    public SimulatedChat Chat => FindChat(long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture));

    /// <summary>The user in the path.</summary>
    public SimulatedUser User => Chat as SimulatedUser ?? throw new ControlException(400, $"{Chat.Id} is a group, not a user.");

    public SimulatedChat FindChat(long id)
        => Bot.Conversations.Find(id) ?? throw new ControlException(404, $"The bot has no user or group {id}.");

    public SimulatedGroup? FindGroup(long? id)
        => id is { } given
            ? FindChat(given) as SimulatedGroup ?? throw new ControlException(400, $"{given} is a user, not a group.")
            : null;

    /// <summary>A text from the query; empty when it is not given.</summary>
    public string Text(string name) => context.Request.Query[name].ToString();

    /// <summary>The group that <c>?group=&lt;id&gt;</c> names; null without it.</summary>
    public SimulatedGroup? Group => Text("group") switch
    {
        "" => null,
        var given when long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) => FindGroup(id),
        var given => throw new ControlException(400, $"group must be the id of a group, not \"{given}\"."),
    };

    /// <summary>A number of seconds from the query.</summary>
    public TimeSpan Seconds(string name, double absent)
    {
        var given = context.Request.Query[name].ToString();
        if (given.Length == 0)
        {
            return TimeSpan.FromSeconds(absent);
        }

        return double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 3_600
            ? TimeSpan.FromSeconds(seconds)
            : throw new ControlException(400, $"{name} must be a number of seconds from 0 to 3600, not \"{given}\".");
    }

    /// <summary>The body; an absent one is an empty object.</summary>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> type)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(Aborted).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Length == 0 ? "{}" : body, type)
                ?? throw new ControlException(400, "The body must be a JSON object.");
        }
        catch (JsonException error)
        {
            throw new ControlException(400, $"The body is wrong: {error.Message}");
        }
    }

    /// <summary>The body as it is.</summary>
    public async Task<byte[]> ReadBytesAsync()
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, Aborted).ConfigureAwait(false);
        return content.ToArray();
    }

    public Task AnswerAsync<T>(T value, JsonTypeInfo<T> type, int status = 200)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, cancellationToken: Aborted);
    }

    public void AnswerNothing() => context.Response.StatusCode = StatusCodes.Status204NoContent;
}

/// <summary>A call of the control API that cannot be carried out.</summary>
internal sealed class ControlException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
