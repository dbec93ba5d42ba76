namespace TelegramBotStack.Admins;

/// <summary>Noted at a handler that is only for those who have a role.</summary>
internal sealed record RequiredRole(string Role);
