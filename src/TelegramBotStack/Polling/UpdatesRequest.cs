using System.Text.Json;
using Telegram.Bot.Requests;
using Telegram.Bot.Types.Enums;

namespace TelegramBotStack.Polling;

/// <summary>
/// getUpdates whose answer is kept as Telegram sent it. Telegram.Bot's own reads a batch as a whole, so that one
/// update it cannot read would stop the bot, and cannot write every update it has read (a type it does not know yet).
/// </summary>
internal sealed class UpdatesRequest() : RequestBase<JsonElement[]>("getUpdates")
{
    public int? Offset { get; init; }

    public int Limit { get; init; }

    public int Timeout { get; init; }

    public IReadOnlyList<UpdateType>? AllowedUpdates { get; init; }
}
