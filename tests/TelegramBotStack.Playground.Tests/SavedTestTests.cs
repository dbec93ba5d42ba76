using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TelegramBotStack.Playground.Tests;

/// <summary>A conversation that was saved as a test: it compiles, passes with the bot it was held with, and fails with another.</summary>
public sealed class SavedTestTests
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    // What a scaffolded test project has by itself.
    private const string ImplicitUsings = "global using System;\nglobal using System.Linq;\nglobal using System.Threading.Tasks;\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_passes_as_a_test_of_the_same_bot()
    {
        var code = await SaveAsync(async telegram =>
        {
            var ada = telegram.CreateUser("Ada", "ada", "de");
            await SayAsync(ada, "/start");
            var choice = ada.Messages[^1];
            await (await ada.Press(choice, "Tea")).Answer(Patience, Cancelled);
            await ada.NextReply(Patience, Cancelled);
            await (await ada.Press(choice, "Coffee")).Answer(Patience, Cancelled);
            var said = await SayAsync(ada, "with \"quotes\", \\ and\nlines\t🫖 \u2028");
            await ada.Send("again", replyTo: ada.Messages[^1]);
            await ada.NextReply(Patience, Cancelled);
            await ada.Edit(said, "edited {0}");
            await ada.NextReply(Patience, Cancelled);
            await SayAsync(ada, "/photo");
            await SayAsync(ada, "/document");
            await ada.SendDocument("notes.txt", "some notes"u8.ToArray(), "mine");
            await ada.NextReply(Patience, Cancelled);
            await ada.SendPhoto(Picture.Png());
            await ada.NextReply(Patience, Cancelled);
            return ada;
        });

        code.ShouldContain("""var ada = telegram.CreateUser("Ada", username: "ada", languageCode: "de");""");
        code.ShouldContain("""var press = await ada.Press(reply, "Tea");""");
        code.ShouldContain("""(await press2.Answer()).Text.ShouldBe("There is no coffee left.");""");
        await Run(code);
    }

    [Fact]
    public async Task A_conversation_in_a_group_passes_too_whatever_people_are_called()
    {
        var code = await SaveAsync(async telegram =>
        {
            string[] names = ["Class", "class", "telegram", "Дима", "\"; throw null; //", "1st"];
            var people = names.Select(name => telegram.CreateUser(name, languageCode: null)).ToArray();
            var group = telegram.CreateGroup("Reply \\ \"Bot\"", people);
            foreach (var person in people)
            {
                await person.Send("/start", group);
                var reply = await group.NextReply(Patience, Cancelled);
                await (await person.Press(reply, "Tea")).Answer(Patience, Cancelled);
                await group.NextReply(Patience, Cancelled);
            }

            await people[0].SendDocument("not heard by the bot", "x"u8.ToArray(), group: group);
            return group;
        });

        await Run(code);
    }

    [Fact]
    public async Task It_fails_with_a_bot_that_answers_otherwise()
    {
        var code = await SaveAsync(async telegram =>
        {
            var ada = telegram.CreateUser("Ada");
            await SayAsync(ada, "hello");
            return ada;
        });

        // Shouldly passes its own exceptions on.
        (await Assert.ThrowsAsync<ShouldAssertException>(() => Run(code.Replace("You said: hello", "You wrote: hello", StringComparison.Ordinal))))
            .Message.ShouldContain("You wrote: hello");
    }

    [Fact]
    public async Task What_is_no_longer_kept_is_left_out_and_said()
    {
        await using var telegram = await TelegramSimulator.StartAsync(new TelegramSimulatorOptions { MessagesKeptPerChat = 3 }, Cancelled);
        var ada = telegram.CreateUser("Ada");
        var first = await ada.Send("one");
        await ada.Send("two");
        await ada.Edit(first, "one, edited");
        await ada.Send("three");

        var code = await CodeOfAsync(telegram, ada);

        code.ShouldContain("// Left out: an edit of a message that is no longer kept, number 1.");
        Compile(code).ShouldNotBeNull();
    }

    private static async Task<ChatMessage> SayAsync(SimulatedUser user, string text)
    {
        var said = await user.Send(text);
        await user.NextReply(Patience, Cancelled);
        return said;
    }

    private static async Task<string> SaveAsync(Func<TelegramSimulator, Task<SimulatedChat>> hold)
    {
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: Cancelled);
        await using var bot = await Bot.Create(telegram.Arguments).StartAsync(Cancelled);
        return await CodeOfAsync(telegram, await hold(telegram));
    }

    private static async Task<string> CodeOfAsync(TelegramSimulator telegram, SimulatedChat chat)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync($"{telegram.BaseUrl}/control/chats/{chat.Id}/test", Cancelled);
    }

    private static async Task Run(string code)
    {
        // For a machine that is busy with other tests.
        var patient = code.Replace("NextReply()", "NextReply(TimeSpan.FromSeconds(60))", StringComparison.Ordinal)
            .Replace("Answer()", "Answer(TimeSpan.FromSeconds(60))", StringComparison.Ordinal);
        var type = Compile(patient).GetExportedTypes().ShouldHaveSingleItem();
        var test = type.GetMethods().Single(method => method.GetCustomAttribute<FactAttribute>() is not null);
        await (Task)test.Invoke(Activator.CreateInstance(type), null)!;
    }

    private static Assembly Compile(string code)
    {
        var compilation = CSharpCompilation.Create(
            "SavedTest",
            [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty(code);
        return Assembly.Load(assembly.ToArray());
    }
}
