/** An address as people read it: you, the commons, a name with its tag, or somebody. */
import type { Facts } from '../../domain/facts.js';
import { type Address, nameWithTag, sameAddress } from '../../domain/identity.js';
import { COMMONS_NAME, PLATFORM_NAME, UNKNOWN_PERSON } from '../../domain/words.js';

export function nameOf(facts: Facts, address: string): string {
  if (sameAddress(address, facts.commons)) return COMMONS_NAME;
  if (sameAddress(address, facts.platform)) return PLATFORM_NAME;
  const person = facts.person(address as Address);
  return nameWithTag(person?.name ?? UNKNOWN_PERSON, address);
}
