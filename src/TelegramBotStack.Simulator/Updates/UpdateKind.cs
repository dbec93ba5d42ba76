using System.Text.Json;

namespace TelegramBotStack.Simulator.Updates;

/// <summary>The update types the simulator makes, and which of them a bot has asked for.</summary>
[Flags]
internal enum UpdateKinds
{
    None = 0,
    Message = 1,
    EditedMessage = 2,
    CallbackQuery = 4,
    MyChatMember = 8,

    /// <summary>Any type the Bot API knows and the simulator does not make.</summary>
    Other = 16,

    /// <summary>What a bot gets that never named its types; chat_member and reactions are not in it.</summary>
    Default = Message | EditedMessage | CallbackQuery | MyChatMember | Other,
}

internal static class UpdateKind
{
    private static readonly HashSet<string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result", "shipping_query",
        "pre_checkout_query", "poll", "poll_answer", "chat_member", "chat_join_request", "chat_boost",
        "removed_chat_boost", "message_reaction", "message_reaction_count", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "purchased_paid_media",
    };

    /// <summary>How long the server keeps an update of this type.</summary>
    public static TimeSpan Lifetime(UpdateKinds kind)
        => kind == UpdateKinds.CallbackQuery ? TimeSpan.FromSeconds(150) : TimeSpan.FromHours(24);

    /// <summary>
    /// Reads allowed_updates. Null: not given or not readable, the previous setting stays. An empty list, or one with
    /// no known name, is the default.
    /// </summary>
    public static UpdateKinds? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var kinds = UpdateKinds.None;
            foreach (var name in document.RootElement.EnumerateArray())
            {
                if (name.ValueKind != JsonValueKind.String)
                {
                    return null;
                }

                kinds |= Named(name.GetString()!);
            }

            return kinds == UpdateKinds.None ? UpdateKinds.Default : kinds;
        }
        catch (JsonException)
        {
            // The server ignores a list it cannot read.
            return null;
        }
    }

    private static UpdateKinds Named(string name) => name.ToUpperInvariant() switch
    {
        "MESSAGE" => UpdateKinds.Message,
        "EDITED_MESSAGE" => UpdateKinds.EditedMessage,
        "CALLBACK_QUERY" => UpdateKinds.CallbackQuery,
        "MY_CHAT_MEMBER" => UpdateKinds.MyChatMember,
        _ when OtherNames.Contains(name) => UpdateKinds.Other,
        _ => UpdateKinds.None,
    };
}
