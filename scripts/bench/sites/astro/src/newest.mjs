import { getCollection } from 'astro:content';

export async function newestFirst() {
  return (await getCollection('posts')).sort((a, b) => b.data.date - a.data.date);
}
