using System.Collections.Concurrent;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;

namespace TelegramBotStack.Outgoing;

/// <summary>Groups that have become supergroups since this instance began. Their old ids are dead.</summary>
internal sealed class ChatMoves
{
    private readonly ConcurrentDictionary<long, long> _moves = new();

    public void Note(long from, long to) => _moves[from] = to;

    /// <summary>Sends the request to where its chat is now.</summary>
    /// <returns>False for a request that names no such chat, or whose chat cannot be changed.</returns>
    public bool Follow(IRequest request)
        => !_moves.IsEmpty
            && request is IChatTargetable { ChatId.Identifier: { } id }
            && _moves.TryGetValue(id, out var now)
            && Retarget(request, now);

    // The client has no common way to set it, and reflection would not survive trimming.
    private static bool Retarget(IRequest request, ChatId chat)
    {
        switch (request)
        {
            case SendMessageRequest send: send.ChatId = chat; break;
            case SendPhotoRequest send: send.ChatId = chat; break;
            case SendDocumentRequest send: send.ChatId = chat; break;
            case SendVideoRequest send: send.ChatId = chat; break;
            case SendAnimationRequest send: send.ChatId = chat; break;
            case SendAudioRequest send: send.ChatId = chat; break;
            case SendVoiceRequest send: send.ChatId = chat; break;
            case SendVideoNoteRequest send: send.ChatId = chat; break;
            case SendMediaGroupRequest send: send.ChatId = chat; break;
            case SendStickerRequest send: send.ChatId = chat; break;
            case SendLocationRequest send: send.ChatId = chat; break;
            case SendVenueRequest send: send.ChatId = chat; break;
            case SendContactRequest send: send.ChatId = chat; break;
            case SendPollRequest send: send.ChatId = chat; break;
            case SendDiceRequest send: send.ChatId = chat; break;
            case SendInvoiceRequest send: send.ChatId = chat; break;
            case SendGameRequest { ChatId: not null } send: send.ChatId = chat; break;
            case SendChatActionRequest send: send.ChatId = chat; break;
            case CopyMessageRequest copy: copy.ChatId = chat; break;
            case CopyMessagesRequest copy: copy.ChatId = chat; break;
            case ForwardMessageRequest forward: forward.ChatId = chat; break;
            case ForwardMessagesRequest forward: forward.ChatId = chat; break;
            case GetChatRequest get: get.ChatId = chat; break;
            case GetChatMemberRequest get: get.ChatId = chat; break;
            case GetChatAdministratorsRequest get: get.ChatId = chat; break;
            default: return false;
        }

        return true;
    }
}
