using System.Globalization;
using System.Text.Json;
using TelegramBotStack.Simulator.BotApi.Json;

namespace TelegramBotStack.Simulator.BotApi.Methods;

internal static class CommandMethods
{
    public static ApiAnswer SetMyCommands(ApiRequest request)
    {
        var commands = ReadCommands(request.Arguments["commands"]);
        var (scope, language) = Target(request);
        if (commands.Count == 0)
        {
            request.Bot.Menu.Delete(scope, language);
        }
        else
        {
            request.Bot.Menu.Set(scope, language, commands);
        }

        return ApiAnswer.True();
    }

    public static ApiAnswer GetMyCommands(ApiRequest request)
    {
        var (scope, language) = Target(request);
        return ApiAnswer.Ok(request.Bot.Menu.Get(scope, language), ApiJson.Default.IReadOnlyListBotCommand);
    }

    public static ApiAnswer DeleteMyCommands(ApiRequest request)
    {
        var (scope, language) = Target(request);
        request.Bot.Menu.Delete(scope, language);
        return ApiAnswer.True();
    }

    private static List<BotCommand> ReadCommands(string json)
    {
        if (json.Length == 0)
        {
            return [];
        }

        var list = Parse(json, "can't parse commands JSON object");
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.BadRequest("expected an Array of BotCommand");
        }

        if (list.GetArrayLength() > 100)
        {
            throw ApiException.BadRequest("BOT_COMMANDS_TOO_MUCH");
        }

        return [.. list.EnumerateArray().Select(ReadCommand)];
    }

    private static BotCommand ReadCommand(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.BadRequest("can't parse BotCommand: expected an Object");
        }

        var command = Field(element, "command").TrimStart('/');
        var description = Field(element, "description");
        if (command.Length == 0)
        {
            throw ApiException.BadRequest("command must be non-empty");
        }

        if (command.Length > 32)
        {
            throw ApiException.BadRequest("command length must not exceed 32");
        }

        if (!command.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_'))
        {
            throw ApiException.BadRequest("BOT_COMMAND_INVALID");
        }

        if (description.Length is 0 or > 256)
        {
            throw ApiException.BadRequest(
                description.Length == 0 ? "command description must be non-empty" : "command description length must not exceed 256");
        }

        return new BotCommand(command, description);
    }

    private static string Field(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Trim()
            : throw ApiException.BadRequest($"can't parse BotCommand: Can't find field \"{name}\"");

    /// <summary>The scope in a form that is equal for equal scopes, and the language.</summary>
    private static (string Scope, string Language) Target(ApiRequest request)
    {
        var language = request.Arguments["language_code"];
        var json = request.Arguments["scope"];
        if (json.Length == 0)
        {
            return (CommandMenu.DefaultScope, language);
        }

        var scope = Parse(json, "can't parse BotCommandScope JSON object");
        if (scope.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.BadRequest("can't parse BotCommandScope: BotCommandScope must be an Object");
        }

        var type = scope.TryGetProperty("type", out var given) ? given.ToString() : "";
        return type switch
        {
            "default" or "all_private_chats" or "all_group_chats" or "all_chat_administrators" => (type, language),
            "chat" or "chat_administrators" => ($"{type}/{Chat(request, scope)}", language),
            "chat_member" => ($"{type}/{Chat(request, scope)}/{Part(scope, "user_id")}", language),
            _ => throw ApiException.BadRequest("can't parse BotCommandScope: Unsupported type specified"),
        };
    }

    /// <summary>A chat that the bot has met (Client::check_bot_command_scope).</summary>
    private static string Chat(ApiRequest request, JsonElement scope)
    {
        var id = Part(scope, "chat_id");
        return long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && request.Bot.Conversations.Find(number) is { } chat
            && (chat is not SimulatedUser user || user.HasUserWritten)
                ? id
                : throw ApiException.BadRequest("chat not found");
    }

    private static string Part(JsonElement scope, string name)
        => scope.TryGetProperty(name, out var value) && value.ToString() is { Length: > 0 } text
            ? text
            : throw ApiException.BadRequest($"can't parse BotCommandScope: Can't find field \"{name}\"");

    private static JsonElement Parse(string json, string error)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest(error);
        }
    }
}
