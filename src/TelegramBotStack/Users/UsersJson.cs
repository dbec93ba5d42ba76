using System.Text.Json.Serialization;

namespace TelegramBotStack.Users;

[JsonSerializable(typeof(BotUser))]
internal sealed partial class UsersJson : JsonSerializerContext;
