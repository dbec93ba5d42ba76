using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramBotStack.Callbacks;

namespace TelegramBotStack;

/// <summary>
/// Presses of inline buttons. Each is answered: by the handler (<see cref="AnswerAsync"/>), or by the framework once the
/// handler has ended, also when it has failed.
/// </summary>
public static class CallbackExtensions
{
    /// <summary>
    /// Handles the buttons whose data is <c>name</c> or begins with <c>name:</c>; <see cref="get_CallbackData"/> has the
    /// rest. Other buttons go to <see cref="BotHandlers.On"/>.
    /// </summary>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="name">1 to 32 letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The name is malformed or has a handler.</exception>
    public static BotHandlers Callback(
        this BotHandlers handlers, string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        ArgumentNullException.ThrowIfNull(handler);
        handlers.Callbacks.Add(name, HandlerOptions.Apply($"callback {name}", handler, configure).Handler);
        return handlers.Receive(UpdateType.CallbackQuery);
    }

    /// <summary>Handles the buttons of a route. One whose data is none of its kind any more is answered as too old.</summary>
    /// <typeparam name="T">What a button carries.</typeparam>
    /// <param name="handlers">The bot's handlers.</param>
    /// <param name="route">The kind of button.</param>
    /// <param name="handler">What to do.</param>
    /// <param name="configure">Says more about the handler. Default: nothing.</param>
    /// <exception cref="ArgumentException">The route's name has a handler.</exception>
    public static BotHandlers Callback<T>(
        this BotHandlers handlers, CallbackRoute<T> route, Func<UpdateContext, T, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(handler);
        return handlers.Callback(
            route.Name,
            context => route.Parse(context.CallbackData) is (true, var data) ? handler(context, data) : context.AnswerTooOldAsync(),
            options =>
            {
                options.ApplyAttributes(handler.Method);
                configure?.Invoke(options);
            });
    }

    /// <inheritdoc cref="Callback(BotHandlers, string, Func{UpdateContext, Task}, Action{HandlerOptions})"/>
    public static BotApplication Callback(
        this BotApplication bot, string name, Func<UpdateContext, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Callback(name, handler, configure);
        return bot;
    }

    /// <inheritdoc cref="Callback{T}(BotHandlers, CallbackRoute{T}, Func{UpdateContext, T, Task}, Action{HandlerOptions})"/>
    public static BotApplication Callback<T>(
        this BotApplication bot, CallbackRoute<T> route, Func<UpdateContext, T, Task> handler, Action<HandlerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(bot);
        bot.Handlers.Callback(route, handler, configure);
        return bot;
    }

    extension(UpdateContext context)
    {
        /// <summary>What follows the name and its colon in the data of the pressed button; empty when nothing does.</summary>
        public string CallbackData => context.Features.Get<CallbackPress>()?.Payload ?? "";

        /// <summary>
        /// Answers the button press of this update, once. An answer that comes too late, when the user's app no longer waits
        /// for it, is no error.
        /// </summary>
        /// <param name="text">A notice of up to 200 characters. Default: none, the button only stops spinning.</param>
        /// <param name="alert">Whether the user has to dismiss the notice. Default: no.</param>
        /// <returns>False when it came too late.</returns>
        /// <remarks>Bot API: answerCallbackQuery</remarks>
        /// <exception cref="InvalidOperationException">The update is no button press.</exception>
        public async Task<bool> AnswerAsync(string? text = null, bool alert = false)
        {
            var query = context.Update.CallbackQuery ?? throw new InvalidOperationException("Only the press of a button can be answered; reply to anything else.");
            try
            {
                await context.Bot.AnswerCallbackQuery(query.Id, text, alert, cancellationToken: context.CancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (ApiRequestException exception) when (CallbackAnswers.IsTooLate(exception))
            {
                return false;
            }
        }

        /// <summary>Changes the message whose button was pressed. One that is so already, or is gone, is left as it is.</summary>
        /// <param name="text">Its new text, up to 4,096 characters.</param>
        /// <param name="buttons">Its new buttons. Default: none.</param>
        /// <param name="parseMode">How formatting is written. Default: not at all.</param>
        /// <returns>False when it is gone, or too old to be changed.</returns>
        /// <remarks>Bot API: editMessageText</remarks>
        /// <exception cref="InvalidOperationException">The update is no press of a button under a message.</exception>
        public Task<bool> EditAsync(string text, InlineKeyboardMarkup? buttons = null, ParseMode parseMode = ParseMode.None)
            => context.Update.CallbackQuery?.Message is { } message
                ? context.Bot.EditOrLeaveAsync(message.Chat.Id, message.Id, text, buttons, parseMode, context.CancellationToken)
                : throw new InvalidOperationException("Only a message whose button was pressed can be changed.");

        internal Task AnswerTooOldAsync() => context.AnswerAsync(context.Localize("callbacks.too_old"), alert: true);
    }
}
