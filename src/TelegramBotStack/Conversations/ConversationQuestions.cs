using System.Text.Json;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Api;
using TelegramBotStack.Arguments;
using TelegramBotStack.Callbacks;
using TelegramBotStack.Conversations;

namespace TelegramBotStack;

/// <content>What a conversation can ask.</content>
public sealed partial class Conversation
{
    // What is kept of a button that stands for no value; never what a text is read as.
    private const string NoValue = "null";

    /// <summary>Asks for a text. A command is no answer: it goes to its handler, and the question stays.</summary>
    /// <param name="question">1 to 4,096 characters.</param>
    /// <param name="within">For how long to wait. Default: until the conversation is forgotten, see <see cref="ConversationOptions.ForgetAfter"/>.</param>
    /// <exception cref="ConversationTimeoutException">The user has not answered in time.</exception>
    /// <exception cref="ConversationStepException">Telegram refuses the question.</exception>
    public Task<string> AskAsync(string question, TimeSpan? within = null) => AskAsync<string>(question, within: within);

    /// <summary>Asks for a number, date, duration or the like, in the same form as arguments of commands, until the answer is one.</summary>
    /// <typeparam name="T">What is asked for; see <see cref="CommandExtensions"/>.</typeparam>
    /// <param name="question">1 to 4,096 characters.</param>
    /// <param name="check">Whether an answer will do. Without effects. Default: each does.</param>
    /// <param name="retry">What is said to an answer that will not do. Default: what was expected.</param>
    /// <param name="within">For how long to wait, each time. Default: until the conversation is forgotten.</param>
    /// <param name="buttons">
    /// Up to 20 answers to choose from in place of typing; the value of one may be null, if the type allows it. Default: none.
    /// </param>
    /// <exception cref="ConversationTimeoutException">The user has not answered in time.</exception>
    /// <exception cref="ConversationStepException">Telegram refuses the question.</exception>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public async Task<T> AskAsync<T>(
        string question,
        Func<T, bool>? check = null,
        string? retry = null,
        TimeSpan? within = null,
        IReadOnlyList<(string Label, T Value)>? buttons = null)
    {
        var kind = ValueText.Of(typeof(T));
        var choices = new ConversationChoices<T>(buttons ?? [], kind, NoValue);
        var answer = await AskAsync(
            $"ask:{kind.Type.Name}",
            question,
            choices.IsEmpty ? _state.IsInGroup ? new ForceReplyMarkup { Selective = true } : null : choices.Keyboard(StepKey),
            choices.Accept(StepKey),
            text => choices.IsNone(text)
                || (!string.IsNullOrWhiteSpace(text) && kind.Parse(text.Trim()) is T value && check?.Invoke(value) != false),
            text => retry ?? Complaint(text.Trim(), kind),
            within,
            hasButtons: !choices.IsEmpty).ConfigureAwait(false);
        return choices.IsNone(answer) ? default! : (T)kind.Parse(answer.Trim())!;
    }

    /// <summary>Asks to choose, with a button for each choice; typing it will do as well.</summary>
    /// <param name="question">1 to 4,096 characters.</param>
    /// <param name="choices">1 to 20 texts for buttons.</param>
    /// <param name="within">For how long to wait. Default: until the conversation is forgotten.</param>
    /// <returns>The chosen text.</returns>
    /// <exception cref="ConversationTimeoutException">The user has not chosen in time.</exception>
    /// <exception cref="ConversationStepException">Telegram refuses the question.</exception>
    public Task<string> ChooseAsync(string question, IReadOnlyList<string> choices, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return ChooseAsync<string>(question, [.. choices.Select(choice => (choice, choice))], within);
    }

    /// <summary>
    /// Asks to choose, with a button for each value; typing what is on it will do as well. What is kept is the value, so that
    /// the buttons may be named otherwise in the next release.
    /// </summary>
    /// <typeparam name="T">What is chosen; see <see cref="CommandExtensions"/>.</typeparam>
    /// <param name="question">1 to 4,096 characters.</param>
    /// <param name="choices">1 to 20 values, and what is on their buttons.</param>
    /// <param name="within">For how long to wait. Default: until the conversation is forgotten.</param>
    /// <returns>The chosen value.</returns>
    /// <exception cref="ConversationTimeoutException">The user has not chosen in time.</exception>
    /// <exception cref="ConversationStepException">Telegram refuses the question.</exception>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public async Task<T> ChooseAsync<T>(string question, IReadOnlyList<(string Label, T Value)> choices, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfZero(choices.Count, nameof(choices));
        var kind = ValueText.Of(typeof(T));
        var known = new ConversationChoices<T>(choices, kind, NoValue);
        var answer = await AskAsync(
            $"choose:{kind.Type.Name}",
            question,
            known.Keyboard(StepKey),
            known.Accept(StepKey),
            known.Contains,
            _ => Localize("conversations.button_please"),
            within,
            hasButtons: true).ConfigureAwait(false);
        return known.IsNone(answer) ? default! : (T)kind.Parse(answer)!;
    }

    /// <summary>Asks for yes or no, with two buttons.</summary>
    /// <param name="question">1 to 4,096 characters.</param>
    /// <param name="yes">Text of the button for yes. Default: <c>conversations.yes</c> in the user's language.</param>
    /// <param name="no">Text of the button for no. Default: <c>conversations.no</c> in the user's language.</param>
    /// <param name="within">For how long to wait. Default: until the conversation is forgotten.</param>
    /// <exception cref="ConversationTimeoutException">The user has not chosen in time.</exception>
    /// <exception cref="ConversationStepException">Telegram refuses the question.</exception>
    public Task<bool> ConfirmAsync(string question, string? yes = null, string? no = null, TimeSpan? within = null)
        => ChooseAsync(question, [(yes ?? Localize("conversations.yes"), true), (no ?? Localize("conversations.no"), false)], within);

    /// <summary>Asks for a message of any kind, such as a photo, a document or a place.</summary>
    /// <param name="question">1 to 4,096 characters.</param>
    /// <param name="check">Whether a message will do. Without effects. Default: each does.</param>
    /// <param name="retry">What is said to a message that will not do. Default: the question again.</param>
    /// <param name="within">For how long to wait, each time. Default: until the conversation is forgotten.</param>
    /// <exception cref="ConversationTimeoutException">The user has not answered in time.</exception>
    /// <exception cref="ConversationStepException">Telegram refuses the question.</exception>
    public async Task<Message> AskForMessageAsync(string question, Func<Message, bool>? check = null, string? retry = null, TimeSpan? within = null)
    {
        var json = await AskAsync(
            "message",
            question,
            _state.IsInGroup ? new ForceReplyMarkup { Selective = true } : null,
            context => context.Update.Message is { } message ? JsonSerializer.Serialize(message, TelegramJson.TypeOf<Message>()) : null,
            text => check?.Invoke(Read(text)) != false,
            _ => retry ?? question,
            within).ConfigureAwait(false);
        return Read(json);

        static Message Read(string json) => JsonSerializer.Deserialize(json, TelegramJson.TypeOf<Message>())!;
    }

    private string Complaint(string text, ValueKind kind) => text switch
    {
        "" => Localize("conversations.text_please"),
        _ when kind.Parse(text) is not null => Localize("conversations.impossible", ("given", CommandWords.Shorten(text))),
        _ => kind.Refuse(text, Localize),
    };

    /// <summary>Asks, and asks again, until an answer will do. Only that answer stays in the log, so that it does not grow with the attempts.</summary>
    private async Task<string> AskAsync(
        string kind,
        string question,
        ReplyMarkup? markup,
        Func<UpdateContext, string?> accept,
        Func<string, bool> isGood,
        Func<string, string> retry,
        TimeSpan? within,
        bool hasButtons = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(question);
        if (_replay.Find(kind) is { } earlier)
        {
            return earlier;
        }

        var start = _replay.Position;
        while (true)
        {
            var sent = await ReplyAsync(question, markup).ConfigureAwait(false);
            var answer = await AnswerAsync(start + 1, sent, accept, isGood, retry, within).ConfigureAwait(false);
            if (answer is null)
            {
                // It may never have arrived, and nobody has answered it.
                _replay.Forget(start);
                continue;
            }

            if (hasButtons && sent.MessageId != 0)
            {
                await _replay.DoAsync("buttons", () => RemoveButtonsAsync(sent), lost: "").ConfigureAwait(false);
            }

            _replay.Collapse(start, kind, answer);
            return answer;
        }
    }

    private async Task<string?> AnswerAsync(
        int start, SentMessage sent, Func<UpdateContext, string?> accept, Func<string, bool> isGood, Func<string, string> retry, TimeSpan? within)
    {
        while (true)
        {
            var answer = await _replay.WaitAsync(accept, within, sent.MessageId == 0 ? _options.RepeatLostQuestionAfter : null).ConfigureAwait(false);
            if (answer is null || isGood(answer))
            {
                return answer;
            }

            await ReplyAsync(retry(answer)).ConfigureAwait(false);
            _replay.Forget(start);
        }
    }

    private async Task<string> RemoveButtonsAsync(SentMessage message)
    {
        await Bot.RemoveButtonsAsync(message.ChatId, message.MessageId, CancellationToken).ConfigureAwait(false);
        return "";
    }
}
