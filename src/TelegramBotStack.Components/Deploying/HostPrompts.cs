using Spectre.Console;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Answers what SSH asks: from a person at a terminal, from <c>--yes</c>, or not at all.</summary>
internal static class HostPrompts
{
    /// <summary>Whether questions can be asked: standard error shows them, standard input takes the answers.</summary>
    public static bool IsPersonThere => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public static SshPrompts For(Screen screen, bool yes)
    {
        var person = IsPersonThere;
        return new SshPrompts
        {
            AcceptHostKey = (key, cancellationToken) => AcceptAsync(key, screen, yes, person, cancellationToken),
            Passphrase = person ? (file, cancellationToken) => AskAsync($"Passphrase of {file}:", isSecret: true, cancellationToken) : null,
            Password = person ? (login, cancellationToken) => AskAsync($"Password of {login}:", isSecret: true, cancellationToken) : null,
        }.AskingOnce();
    }

    /// <summary>Asks a person; a secret answer is not shown.</summary>
    public static async Task<string?> AskAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        if (isSecret)
        {
            StopEcho();
        }

        var prompt = new TextPrompt<string>(Markup.Escape(question)) { AllowEmpty = true };
        return await (isSecret ? prompt.Secret(null) : prompt).ShowAsync(ErrorConsole(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What is typed from now on is not shown until it is asked for. Before a secret is asked for, and as early as it is known that
    /// one will be: who knows the question pastes the answer before it is there.
    /// </summary>
    public static void StopEcho()
    {
        if (IsPersonThere)
        {
            // Any look at the keyboard has .NET take the terminal out of echoing, and it stays so until the process ends.
            _ = Console.KeyAvailable;
        }
    }

    /// <summary>Asks a person a question whose answer is yes or no.</summary>
    /// <param name="question">The question.</param>
    /// <param name="isUsual">Whether Enter alone means yes; not for what must be compared with something first.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<bool> ConfirmAsync(string question, bool isUsual, CancellationToken cancellationToken) =>
        await new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = isUsual }.ShowAsync(ErrorConsole(), cancellationToken).ConfigureAwait(false);

    private static async Task<bool> AcceptAsync(UnknownHostKey key, Screen screen, bool yes, bool person, CancellationToken cancellationToken)
    {
        screen.Line($"{key.HostName} is seen for the first time. Its {key.Algorithm} key: {key.Fingerprint}");
        if (yes || !person)
        {
            return yes;
        }

        return await ConfirmAsync("Pin this key, and refuse any other from now on?", isUsual: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The console on standard error, where questions are asked.</summary>
    public static IAnsiConsole ErrorConsole() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
