using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;

namespace TelegramBotStack.Outgoing;

/// <summary>What matters of a call: where it goes, and what it means to make it twice.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Chat">The chat in which it puts or changes a message; null for any other call, which no rate limits.</param>
/// <param name="IsEdit">Edits have an order of their own, so that progress can be shown while a file is on its way.</param>
/// <param name="Messages">How many messages Telegram counts.</param>
/// <param name="Repetition">Whether it may be repeated.</param>
internal readonly record struct OutgoingCall(string Method, ChatKey? Chat, bool IsEdit, int Messages, Repetition Repetition)
{
    public static OutgoingCall Of(IRequest request)
    {
        var repetition = RepetitionOf(request.MethodName);
        var isEdit = request.MethodName.StartsWith("editMessage", StringComparison.Ordinal);
        var chat = repetition == Repetition.Message || isEdit ? (request as IChatTargetable)?.ChatId : null;
        return new OutgoingCall(request.MethodName, ChatKey.Of(chat), isEdit, MessagesOf(request), repetition);
    }

    private static Repetition RepetitionOf(string method)
    {
        if (method is "sendChatAction" or "sendMessageDraft" or "sendRichMessageDraft")
        {
            return Repetition.Harmless;
        }

        if (method is "sendGift" or "sendChatJoinRequestWebApp")
        {
            return Repetition.Harmful;
        }

        if (Starts("send") || Starts("copy") || Starts("forward"))
        {
            return Repetition.Message;
        }

        return Starts("get") || Starts("set") || Starts("edit") || Starts("delete") || Starts("answer")
            || Starts("pin") || Starts("unpin") || Starts("ban") || Starts("unban") || Starts("restrict") || Starts("promote")
            || Starts("approve") || Starts("decline") || Starts("close") || Starts("reopen") || Starts("hide") || Starts("unhide")
            || Starts("read") || Starts("remove") || Starts("verify") || Starts("stop") || Starts("leave") || Starts("revoke")
                ? Repetition.Harmless
                : Repetition.Harmful;

        bool Starts(string prefix) => method.StartsWith(prefix, StringComparison.Ordinal);
    }

    private static int MessagesOf(IRequest request) => request switch
    {
        SendMediaGroupRequest group => Math.Max(1, group.Media.Count()),
        CopyMessagesRequest copies => Math.Max(1, copies.MessageIds.Count()),
        ForwardMessagesRequest forwards => Math.Max(1, forwards.MessageIds.Count()),
        _ => 1,
    };
}

/// <summary>A chat by number or by name.</summary>
internal readonly record struct ChatKey(long Id, string? Username)
{
    /// <summary>Only groups and channels have negative numbers, or names that messages can be sent to.</summary>
    public bool IsGroup => Id < 0 || Username is not null;

    public static ChatKey? Of(ChatId? chat) => chat switch
    {
        { Identifier: { } id } => new ChatKey(id, null),
        { Username: { } name } => new ChatKey(0, name),
        _ => null,
    };
}

/// <summary>What it means to make a call twice.</summary>
internal enum Repetition
{
    /// <summary>Nothing.</summary>
    Harmless,

    /// <summary>A message that is there twice.</summary>
    Message,

    /// <summary>Something paid, made or given twice.</summary>
    Harmful,
}
