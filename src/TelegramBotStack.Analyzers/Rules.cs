using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TelegramBotStack.Analyzers;

/// <summary>The mistakes that are found. What each is about is told in docs/analyzers.md.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor BlockingCall = Rule(
        "TBSA001",
        "A handler blocks its thread",
        "{0} blocks a thread while the handler waits; await {1}");

    public static readonly DiagnosticDescriptor AnswerToNoPress = Rule(
        "TBSA002",
        "AnswerAsync in a handler that no button reaches",
        "AnswerAsync answers the press of a button and throws anywhere else; reply with ReplyAsync");

    public static readonly DiagnosticDescriptor LateAnswer = Rule(
        "TBSA003",
        "A button goes on spinning while its handler waits",
        "The button spins until the handler has ended, and this wait is part of that; call AnswerAsync before it");

    public static readonly DiagnosticDescriptor SecondHandler = Rule(
        "TBSA004",
        "Two handlers for one thing",
        "{0} has a handler, and the bot does not start with a second one");

    public static readonly DiagnosticDescriptor AsyncVoid = Rule(
        "TBSA005",
        "async void in a handler",
        "Nothing waits for what is async void: the update counts as handled before it is done, and an exception in it ends the bot");

    public static readonly DiagnosticDescriptor NotAwaited = Rule(
        "TBSA006",
        "A task in a handler that nothing waits for",
        "Nothing waits for this task: the update counts as handled before it is done, and its failure is lost");

    public static readonly DiagnosticDescriptor MalformedName = Rule(
        "TBSA007",
        "The name of a handler is malformed",
        "'{0}' cannot be the name of a {1}: {2}");

    public static readonly DiagnosticDescriptor TokenInSource = Rule(
        "TBSA008",
        "A bot's token in the source",
        "This looks like a bot's token, and whoever has it is the bot; keep it in BOT_TOKEN and have @BotFather revoke this one");

    public static readonly DiagnosticDescriptor RepeatedStep = Rule(
        "TBSA009",
        "A conversation does something again with every answer",
        "The conversation's code runs again whenever the user answers, and {0}; {1}");

    private static DiagnosticDescriptor Rule(string id, string title, string message) => new(
        id, title, message, "TelegramBotStack", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    private static string? HelpLink(string id) => typeof(Rules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RepositoryUrl")?.Value is { Length: > 0 } repository
            ? $"{repository}/blob/main/docs/analyzers.md#{id.ToLowerInvariant()}"
            : null;
}
