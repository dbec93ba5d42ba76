using System.Text;
using TelegramBotStack.Simulator.Chats;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>
/// Writes a conversation down as a test in C#: what the users did, and what the bot said to it. The caller holds the bot's
/// gate.
/// </summary>
internal sealed class SavedTest
{
    private readonly SimulatedChat _chat;
    private readonly IReadOnlyList<TranscriptStep> _steps;
    private readonly CSharpNames _names = new("telegram", "bot");
    private readonly Dictionary<SimulatedUser, string> _users = [];
    private readonly Dictionary<int, string> _messages = [];
    private readonly Dictionary<int, int> _lastStepThatNeeds = [];
    private readonly StringBuilder _body = new();
    private readonly string? _group;
    private int _at;

    private SavedTest(SimulatedChat chat)
    {
        _chat = chat;
        _steps = chat.Transcript.Steps;
        IEnumerable<SimulatedUser> users = chat is SimulatedGroup group ? group.Members : [(SimulatedUser)chat];
        foreach (var user in users)
        {
            _users.Add(user, _names.Take(user.FirstName, "user"));
        }

        _group = chat is SimulatedGroup ? _names.Take(chat.Name, "group") : null;
    }

    public static string Write(SimulatedChat chat) => new SavedTest(chat).Write();

    private string Write()
    {
        for (_at = 0; _at < _steps.Count; _at++)
        {
            NoteNeeded(_steps[_at]);
        }

        for (_at = 0; _at < _steps.Count; _at++)
        {
            Append(_steps[_at]);
        }

        return $$"""
            using Shouldly;
            using TelegramBotStack.Simulator;
            using Xunit;

            public class {{CSharpText.Pascal(_chat.Name, "Saved")}}ConversationTests
            {
                [Fact]
                public async Task The_bot_answers_as_it_did()
                {
                    await using var telegram = await TelegramSimulator.StartAsync();
                    await using var bot = await Bot.Create(telegram.Arguments).StartAsync();
            {{People()}}{{_body.ToString().TrimEnd()}}
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private string People()
    {
        var lines = new StringBuilder();
        foreach (var (user, name) in _users)
        {
            var username = user.Username is null ? "" : $", username: {CSharpText.Literal(user.Username)}";
            var language = user.LanguageCode switch
            {
                "en" => "",
                null => ", languageCode: null",
                var code => $", languageCode: {CSharpText.Literal(code)}",
            };
            lines.AppendLine($"        var {name} = telegram.CreateUser({CSharpText.Literal(user.FirstName)}{username}{language});");
        }

        if (_group is not null)
        {
            lines.AppendLine($"        var {_group} = telegram.CreateGroup({CSharpText.Literal(_chat.Name)}, {string.Join(", ", _users.Values)});");
        }

        return lines.ToString();
    }

    /// <summary>A message that a later step speaks of gets a variable.</summary>
    private void NoteNeeded(TranscriptStep step)
    {
        if (step is TranscriptStep.Pressed or TranscriptStep.Edited { Message.IsFromBot: false })
        {
            _lastStepThatNeeds[step.Message.MessageId] = _at;
        }
        else if (step.Message is { IsFromBot: false, ReplyToMessageId: { } id })
        {
            _lastStepThatNeeds[id] = _at;
        }
    }

    private bool IsNeededLater(ChatMessage message) => _lastStepThatNeeds.GetValueOrDefault(message.MessageId) > _at;

    private void Append(TranscriptStep step)
    {
        var message = step.Message;
        switch (step)
        {
            case TranscriptStep.Pressed press:
                AppendPress(press);
                break;
            case { Message.IsFromBot: true }:
                AppendReply(message);
                break;
            case TranscriptStep.Edited when _messages.TryGetValue(message.MessageId, out var original):
                _body.AppendLine();
                Line($"await {UserOf(message)}.Edit({original}, {CSharpText.Literal(message.Text)});");
                break;
            case TranscriptStep.Edited:
                LeftOut("an edit of a message", message);
                break;
            default:
                _body.AppendLine();
                Line($"{Declared("message", message)}await {UserOf(message)}.{Said(message)};");
                break;
        }
    }

    private void AppendPress(TranscriptStep.Pressed step)
    {
        if (!_messages.TryGetValue(step.Message.MessageId, out var message))
        {
            LeftOut($"a press of {CSharpText.Literal(step.Button.Text)} below a message", step.Message);
            return;
        }

        _body.AppendLine();
        var isUnmistakable = step.Message.Buttons.SelectMany(row => row).Count(button => button.Text == step.Button.Text) == 1;
        var call = $"await {_users[step.User]}.Press({message}, {CSharpText.Literal(isUnmistakable ? step.Button.Text : step.Button.Data!)});";
        if (step.Press.GivenAnswer is not { } answer)
        {
            Line(call);
            return;
        }

        var press = _names.Take("press", "press");
        Line($"var {press} = {call}");
        Line($"(await {press}.Answer()).Text.{(answer.Text is null ? "ShouldBeNull()" : $"ShouldBe({CSharpText.Literal(answer.Text)})")};");
    }

    private void AppendReply(ChatMessage message)
    {
        var next = $"await {_group ?? _users.Values.First()}.NextReply()";
        var checks = Checks(message).ToArray();
        if (checks.Length == 1 && !IsNeededLater(message))
        {
            Line($"({next}).{checks[0]};");
            return;
        }

        var name = _messages[message.MessageId] = _names.Take("reply", "reply");
        Line($"var {name} = {next};");
        foreach (var check in checks)
        {
            Line($"{name}.{check};");
        }
    }

    private static IEnumerable<string> Checks(ChatMessage message)
    {
        if (message.File is { } file)
        {
            yield return file.IsPhoto ? "File!.IsPhoto.ShouldBeTrue()" : $"File!.Name.ShouldBe({CSharpText.Literal(file.Name)})";
        }

        yield return $"Text.ShouldBe({CSharpText.Literal(message.Text)})";
    }

    private string Said(ChatMessage message)
    {
        var group = _group is null ? "" : $", group: {_group}";
        if (message.File is not { } file)
        {
            var replyTo = message.ReplyToMessageId is { } id && _messages.TryGetValue(id, out var replied) ? $", replyTo: {replied}" : "";
            return $"Send({CSharpText.Literal(message.Text)}{group}{replyTo})";
        }

        var caption = message.Text.Length == 0 ? "" : $", caption: {CSharpText.Literal(message.Text)}";
        return file.IsPhoto
            ? $"SendPhoto({CSharpText.Bytes(file.Content.Span)}{caption}{group})"
            : $"SendDocument({CSharpText.Literal(file.Name)}, {CSharpText.Bytes(file.Content.Span)}{caption}{group})";
    }

    private string Declared(string kind, ChatMessage message)
    {
        if (!IsNeededLater(message))
        {
            return "";
        }

        var name = _messages[message.MessageId] = _names.Take(kind, kind);
        return $"var {name} = ";
    }

    private string UserOf(ChatMessage message) => _users.First(user => user.Key.Id == message.FromId).Value;

    private void LeftOut(string what, ChatMessage message) =>
        Line($"// Left out: {what} that is no longer kept, number {message.MessageId}.");

    private void Line(string text) => _body.Append("        ").AppendLine(text);
}
